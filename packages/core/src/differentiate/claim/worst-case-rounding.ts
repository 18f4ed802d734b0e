import { costs, createForwardPass, kinkOf, layerErrors, type LayerPlace } from '@gradproof/model';
import type { LayeredProblem } from '../../contract/problem.ts';
import { largestOf, normOf } from '../../numerics/vectors.ts';
import { leftOutOfSoftplus } from './rounded-activations.ts';

/** The largest slope of an activation: gelu's, 1.129, rounded up. */
const LARGEST_SLOPE = 1.13;

/** The largest change of a slope with z between kinks: elu's, e⁰ = 1. */
const LARGEST_CURVATURE = 1;

/** Roundings of an elementwise step, each u of its result or of 1 at most: a function, its slope, the operations around them, what libraries compute by differences (rounded-activations). */
const ELEMENTWISE = 8;

/** Terms of second order in u, where the first order is small: as much again. */
const HIGHER_ORDERS = 2;

/** γₙ = n·u/(1 − n·u): the bound of a sum of n products, relative to the sum of their sizes, in any order. Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 3.1. */
const gamma = (n: number, u: number): number => (n * u < 1 ? (n * u) / (1 - n * u) : Infinity);

/** What rounding may have done up to a layer: norms of errors, ‖δ‖₂. */
interface LayerRounding {
  readonly place: LayerPlace;
  /** ‖A‖ of its input, and of the input's error. */
  readonly input: number;
  readonly inputError: number;
  /** ‖error‖ of its slopes; none is off by more. */
  readonly slopeError: number;
}

/**
 * A bound that no rounding of backward propagation exceeds, by tensor: ‖δdW₁‖, ‖δdb₁‖, ‖δdW₂‖, … By norms, ‖A·B‖ ≤ ‖A‖·‖B‖, forward and
 * backward once: cheap, and many times too large. Infinite where a unit stands so near its kink that rounding may take it across.
 *
 * @param u The unit round-off.
 */
export const worstCaseRounding = (problem: LayeredProblem, u: number): number[] => {
  const { network, theta, X, Y } = problem;
  const pass = createForwardPass(network, X, Y);
  pass.cost(theta);
  const examples = X.shape[1]!;
  const { layers, outputError } = forwardRounding(problem, pass, u);
  const output = pass.activations.at(-1)!;
  const fixesActivation = costs[network.cost].lastActivation !== null;
  const difference = output.map((a, at) => a - Y.data[at]!);
  let error = outputError + ELEMENTWISE * u * (normOf(output) + normOf(Y.data));
  if (!fixesActivation) error = LARGEST_SLOPE * error + largestOf(difference) * layers.at(-1)!.slopeError;
  const bounds: number[] = [];
  for (const { index, errors } of layerErrors(network, pass, theta, Y)) {
    const { place, input, inputError } = layers[index]!;
    const size = normOf(errors);
    const weights = normOf(theta.subarray(place.weights, place.biases));
    const sums = gamma(examples + ELEMENTWISE, u) * size;
    const ofWeights =
      error * input + size * inputError + sums * input + ELEMENTWISE * u * network.l2 * weights;
    bounds[2 * index] = (HIGHER_ORDERS * ofWeights) / examples;
    bounds[2 * index + 1] = (HIGHER_ORDERS * (error + sums)) / Math.sqrt(examples);
    const before = layers[index - 1];
    if (!before) break;
    const through = weights * error + gamma(place.units + ELEMENTWISE, u) * weights * size;
    error = LARGEST_SLOPE * through + weights * size * before.slopeError;
  }
  return bounds;
};

const forwardRounding = (
  { theta, X }: LayeredProblem,
  { places, preActivations, activations }: ReturnType<typeof createForwardPass>,
  u: number,
): { readonly layers: LayerRounding[]; readonly outputError: number } => {
  let [input, inputError] = [normOf(X.data), 0];
  const layers = places.map((place, index): LayerRounding => {
    const { weights, biases, units, inputs } = place;
    const [z, a] = [preActivations[index]!, activations[index]!];
    const ofBiases = Math.sqrt(z.length / units) * normOf(theta.subarray(biases, biases + units));
    const sizeOfWeights = normOf(theta.subarray(weights, biases));
    const zError =
      sizeOfWeights * inputError + gamma(inputs + ELEMENTWISE, u) * (sizeOfWeights * input + ofBiases);
    const mayCross = kinkOf(place) !== null && z.some((value) => Math.abs(value) <= zError);
    const leftOut = place.activation === 'softplus' ? normOf(z.map(leftOutOfSoftplus)) : 0;
    const ofFunctions = ELEMENTWISE * u * (normOf(a) + normOf(z) + Math.sqrt(z.length)) + leftOut;
    const slopeError = mayCross ? Infinity : LARGEST_CURVATURE * zError + ofFunctions;
    const layer = { place, input, inputError, slopeError };
    [input, inputError] = [normOf(a), LARGEST_SLOPE * zError + ofFunctions];
    return layer;
  });
  return { layers, outputError: inputError };
};
