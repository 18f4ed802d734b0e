import { costs, createForwardPass, layerErrors } from '@gradproof/model';
import type { GradientPrecision } from '../../contract/gradient-precision.ts';
import type { LayeredProblem } from '../../contract/problem.ts';
import { largestOf, normOf } from '../../numerics/vectors.ts';
import { forwardRounding, type LayerRounding } from './forward-rounding.ts';
import { columnNorms, rowNorms, sizeOfProduct, sizeOfSummed } from './norms-of-products.ts';
import { roundedSums, type RoundingSizes, roundingSizes } from './rounding-sizes.ts';

/**
 * Bounds of π by tensor, W₁, b₁, W₂, …: of √E‖δ‖², δ what the roundings of rounded-pass.ts make of a tensor's gradient. Root mean squares of norms add up
 * as norms do (Minkowski), however the roundings hang together. What earlier ones have become is multiplied by norms, ‖A·δ‖ ≤ ‖A‖·‖δ‖; what a sum adds has
 * the size of its terms' root of squares, √n times less than a worst case (Higham and Mary, SIAM J. Sci. Comput. 41, 2019). One pass, no samples.
 * Infinite where a unit stands so near its kink that rounding may take it across; but not in float64, of whose units both sides are known.
 */
export const roundingBound = (problem: LayeredProblem, precision: GradientPrecision): number[] => {
  const { network, theta, X, Y } = problem;
  const sizes = roundingSizes(precision);
  const pass = createForwardPass(network, X, Y);
  pass.cost(theta);
  const layers = forwardRounding(problem, pass, sizes);
  const bounds: number[] = [];
  let error = lastError(problem, pass.activations.at(-1)!, layers.at(-1)!, sizes);
  for (const { index, errors } of layerErrors(network, pass, theta, Y)) {
    const layer = layers[index]!;
    if (index === layers.length - 1) error += 3 * sizes.rounding * normOf(errors); // of itself, and twice of its m-th part
    const [ofWeights, ofBiases] = tensorBounds(problem, layer, errors, error, sizes);
    bounds[2 * index] = ofWeights;
    bounds[2 * index + 1] = ofBiases;
    if (index > 0) error = errorBefore(theta, layer, layers[index - 1]!, errors, error, sizes);
  }
  return bounds;
};

/** Of dW and db of a layer whose ∂J/∂Z, times m, is `errors` but for `error`. */
const tensorBounds = (
  { network: { l2 }, theta }: LayeredProblem,
  { place: { units, inputs, weights, biases }, input, inputError }: LayerRounding,
  errors: Float64Array,
  error: number,
  { u, rounding, unheld }: RoundingSizes,
): [number, number] => {
  const examples = errors.length / units;
  const size = normOf(errors);
  const [ofErrors, ofInputs] = [columnNorms(errors, units), columnNorms(input, inputs)];
  const sum = sizeOfSummed(ofErrors, ofInputs);
  const sums = roundedSums(u, examples, sizeOfProduct(ofErrors, ofInputs), sum);
  const decay = l2 * normOf(theta.subarray(weights, biases));
  const ofDecay = l2 === 0 ? 0 : rounding * (sum + 3 * decay) + unheld * decay;
  const ofWeights = error * (normOf(input) + inputError) + size * inputError + sums + ofDecay;
  const ofBiases = Math.sqrt(examples) * error + roundedSums(u, examples, size, Math.sqrt(examples) * size);
  return [ofWeights / examples, ofBiases / examples];
};

/** Of (Wᵀ·dZ) ∘ f′(Z), the layer before's. */
const errorBefore = (
  theta: Float64Array,
  { place: { units, weights, biases } }: LayerRounding,
  { largestSlope, slopeError }: LayerRounding,
  errors: Float64Array,
  error: number,
  { u, rounding, unheld }: RoundingSizes,
): number => {
  const W = theta.subarray(weights, biases);
  const [rows, ofRows] = [rowNorms(W, units), rowNorms(errors, units)];
  const sum = sizeOfSummed(rows, ofRows);
  const sums = roundedSums(u, units, sizeOfProduct(rows, ofRows), sum) + 2 * rounding * sum; // itself, and its product with f′
  const product = normOf(W) * ((1 + unheld) * error + unheld * normOf(errors)) + sums;
  const largest = largestOf(columnNorms(W, units)) * largestOf(columnNorms(errors, units)); // of any entry, by Cauchy and Schwarz
  return (largestSlope + slopeError) * product + largest * slopeError;
};

/** Of ∂J/∂Z of the last layer, times m, before it is rounded itself. */
const lastError = (
  { network, Y }: LayeredProblem,
  output: Float64Array,
  { outputError, largestSlope, slopeError }: LayerRounding,
  { rounding, unheld }: RoundingSizes,
): number => {
  const { lastActivation } = costs[network.cost];
  const difference = output.map((a, at) => a - Y.data[at]!);
  const error = outputError + unheld * (normOf(Y.data) + normOf(output)) + rounding * normOf(difference);
  if (lastActivation === null)
    return (largestSlope + slopeError) * error + largestOf(difference) * slopeError;
  if (lastActivation !== 'sigmoid') return error;
  return error + rounding * 0.5 * normOf(output.map((a, at) => Math.max(a, Y.data[at]!)));
};
