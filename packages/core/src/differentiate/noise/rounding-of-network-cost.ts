import { costs, createForwardPass } from '@gradproof/model';
import type { LayeredProblem } from '../../contract/problem.ts';

/**
 * Standard deviation of the noise that the rounding of the last activations makes in a layered network's J, where that may exceed J's own rounding:
 * log(1 − a) of an a that is nearly 1, or nearly 0, is a staircase. Stairs longer than the step don't show in values near θ. 0 where J's own rounding is larger.
 */
export const roundingOfNetworkCost = ({ network, theta, X, Y }: LayeredProblem): number => {
  const { roundOff } = costs[network.cost];
  if (!roundOff) return 0;
  const { cost, preActivations, activations } = createForwardPass(network, X, Y);
  cost(theta);
  const z = preActivations.at(-1)!;
  const squares = activations.at(-1)!.map((a, at) => roundOff(z[at]!, a, Y.data[at]!) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0)) / X.shape[1]!;
};
