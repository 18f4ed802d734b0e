import { elementwiseActivations, type ForwardPass, kinkOf, type LayerPlace } from '@gradproof/model';
import type { LayeredProblem } from '../../contract/problem.ts';
import { largestOf, normOf } from '../../numerics/vectors.ts';
import { columnNorms, rowNorms, sizeOfProduct } from './norms-of-products.ts';
import { growthOf } from './pseudo-rounding.ts';
import { activationRounding } from './rounded-activations.ts';
import { roundedSums, type RoundingSizes } from './rounding-sizes.ts';

/** What rounding does up to a layer: root mean squares of norms of errors. */
export interface LayerRounding {
  readonly place: LayerPlace;
  /** The layer's input, [inputs, m]. */
  readonly input: Float64Array;
  readonly inputError: number;
  /** Of its activations. */
  readonly outputError: number;
  /** Of f′(Z), and the largest of these. */
  readonly slopeError: number;
  readonly largestSlope: number;
}

/** The largest change of a slope with z: elu's, e⁰ = 1. */
const LARGEST_CURVATURE = 1;

/** Root mean squares of an entry's error within which it may be on either side of its kink. */
const CROSSING = 6;

/**
 * The forward pass of rounding-bound.ts.
 *
 * @param pass The forward pass at θ.
 */
export const forwardRounding = (
  { theta, X }: LayeredProblem,
  { places, preActivations, activations }: Pick<ForwardPass, 'places' | 'preActivations' | 'activations'>,
  roundings: RoundingSizes,
): LayerRounding[] => {
  const { unheld } = roundings;
  let [input, inputError] = [X.data, unheld * normOf(X.data)];
  return places.map((place, index): LayerRounding => {
    const [z, a] = [preActivations[index]!, activations[index]!];
    const zError = linearError(place, theta, input, inputError, z, roundings);
    const layer = { place, input, inputError, ...activationError(place, z, a, zError, roundings) };
    const mayCross = unheld > 0 && kinkOf(place) !== null && z.some((x) => Math.abs(x) <= CROSSING * zError);
    [input, inputError] = [a, layer.outputError];
    return mayCross ? { ...layer, slopeError: Infinity } : layer;
  });
};

/** Of Z = W·A + b. */
const linearError = (
  { weights, biases, units, inputs }: LayerPlace,
  theta: Float64Array,
  input: Float64Array,
  inputError: number,
  z: Float64Array,
  { u, rounding, unheld }: RoundingSizes,
): number => {
  const W = theta.subarray(weights, biases);
  const size = normOf(W);
  const ofBiases = Math.sqrt(z.length / units) * normOf(theta.subarray(biases, biases + units));
  const sizes = sizeOfProduct(columnNorms(W, units), rowNorms(input, inputs));
  const ofSums = roundedSums(u, inputs, sizes, normOf(z) + ofBiases);
  const ofTerms = size * ((1 + unheld) * inputError + unheld * normOf(input)) + unheld * ofBiases;
  return ofTerms + ofSums + rounding * normOf(z);
};

const activationError = (
  { activation, units }: LayerPlace,
  z: Float64Array,
  a: Float64Array,
  zError: number,
  { rounding }: RoundingSizes,
): Pick<LayerRounding, 'outputError' | 'slopeError' | 'largestSlope'> => {
  if (activation === 'softmax')
    return { outputError: softmaxError(a, units, zError, rounding), slopeError: 0, largestSlope: 0 };
  const { derivative } = elementwiseActivations[activation];
  const slopes = z.map(derivative);
  const largestSlope = largestOf(slopes);
  const { value, slope, leftOut } = activationRounding(activation, z, a, slopes);
  const curvature = activation === 'identity' || kinkOf({ activation }) !== null ? 0 : LARGEST_CURVATURE;
  return {
    outputError: (largestSlope + curvature * zError) * zError + rounding * value + leftOut,
    slopeError: curvature * zError + rounding * slope + leftOut,
    largestSlope,
  };
};

/** The largest eigenvalue of softmax's Jacobian, diag(p) − p·pᵀ. */
const SOFTMAX_SLOPE = 1 / 2;

/**
 * Of softmax, as roundedSoftmax has it. Relative to a: a rounding of the logit less the largest, which is below |log a|; of e and a, three; of log a, twice; and of
 * the sum what all units' parts of it make, whose mean of |log a| is log n at most.
 */
const softmaxError = (a: Float64Array, units: number, zError: number, rounding: number): number => {
  const logarithms = normOf(a.map((p) => (p > 0 ? p * Math.log(p) : 0)));
  const ofSum = Math.log(units) + 2 + growthOf(units) * (Math.sqrt(3) + 1);
  return SOFTMAX_SLOPE * zError + rounding * (3 * logarithms + (3 + ofSum) * normOf(a));
};
