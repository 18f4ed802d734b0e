import { costs, createForwardPass } from '@gradproof/model';
import type { LayeredProblem } from '../../contract/problem.ts';
import { type FloatName, unitRoundOffOf } from '../../numerics/float-formats.ts';
import { createRandom } from '../../numerics/random.ts';

/** Samples of parameters that are moved by their rounding. */
const SAMPLES = 8;

/** A uniform number on ±1 has the standard deviation 1/√3. */
const UNIT_DEVIATION = Math.sqrt(3);

/**
 * Standard deviation of what rounding in the given precision does to a layered network's J(θ), about. Forward propagation in it is exact for parameters that
 * are off by about u of themselves (backward stability: Higham 2002, section 3.1), so J of such parameters tells; the logarithm of an activation that is
 * nearly 1, whose rounding is all that such examples lose, is added as a worst case: it is the same in all of them. A trained classifier's J is small by
 * cancellation, and may be off by much more than u of it.
 *
 * @returns 0 or more; not finite where J overflows.
 */
export const costRoundingIn = ({ network, theta, X, Y }: LayeredProblem, precision: FloatName): number => {
  const u = unitRoundOffOf(precision);
  const { cost, preActivations, activations } = createForwardPass(network, X, Y);
  const exact = cost(theta);
  const { roundOff } = costs[network.cost];
  let ofActivations = 0;
  if (roundOff) {
    const z = preActivations.at(-1)!;
    activations.at(-1)!.forEach((a, at) => (ofActivations += roundOff(z[at]!, a, Y.data[at]!)));
    ofActivations *= u / unitRoundOffOf('float64') / X.shape[1]!;
  }
  const random = createRandom(0);
  let squares = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const moved = theta.map((value) => value * (1 + u * UNIT_DEVIATION * (2 * random() - 1)));
    squares += (cost(moved) - exact) ** 2 / SAMPLES;
  }
  return Math.hypot(ofActivations, Math.sqrt(squares));
};
