import { columnTotals, costs, layerPlaces, type LayerPlace, type Tensor } from '@gradproof/model';
import type { EventLoopYielder } from '../../async/event-loop-yield.ts';
import type { LayeredProblem } from '../../contract/problem.ts';
import {
  type Matrix,
  matrixOf,
  product,
  rowSums,
  sizesOfProduct,
  sizesOfRows,
  transposed,
} from './matrix-products.ts';
import { exactly, type PseudoRounding } from './pseudo-rounding.ts';
import { activated } from './rounded-activations.ts';

/** What is propagated through: the numbers of a problem. */
export interface Inputs {
  readonly theta: Float64Array;
  readonly X: Tensor;
  readonly Y: Tensor;
}

/** The gradient by backward propagation, whose roundings are made up. [P] */
export type RoundedPass = (inputs: Inputs, rounding: PseudoRounding) => Promise<Float64Array>;

/** A layer's input, and the slopes of its activation. */
interface Propagated {
  readonly place: LayerPlace;
  readonly input: Float64Array;
  readonly slopes: Float64Array | null;
}

const times = (x: Float64Array, y: Float64Array | null): Float64Array =>
  y === null ? x : x.map((value, at) => value * y[at]!);

/**
 * Backward propagation with made-up roundings: forward and backward through a network, an array at a time. The sizes of a product's terms hardly
 * depend on the sample: they are computed once, by the first that rounds.
 */
export const createRoundedPass = (
  { network, X }: Pick<LayeredProblem, 'network' | 'X'>,
  yielder: EventLoopYielder,
): RoundedPass => {
  const places = layerPlaces(network, X.shape[0]!);
  const examples = X.shape[1]!;
  const sizes = new Map<string, Float64Array>();

  /** A·B, each entry rounded as a sum of so many terms. `name` tells the products of a pass apart. */
  const multiply = async (
    name: string,
    a: Matrix,
    b: Float64Array,
    rounding: PseudoRounding,
  ): Promise<Float64Array> => {
    const c = await product(a, b, yielder);
    if (rounding === exactly) return c;
    const known = sizes.get(name) ?? (await sizesOfProduct(a, b, yielder));
    sizes.set(name, known);
    rounding.roundSums(c, known, a.columns);
    return c;
  };

  const forward = async ({ theta, X: input }: Inputs, rounding: PseudoRounding) => {
    const layers: Propagated[] = [];
    let a = input.data;
    for (const [index, place] of places.entries()) {
      const z = await multiply(`Z${index}`, weightsOf(place, theta), a, rounding);
      addBiases(place, theta, z);
      rounding.round(z);
      if (place.activation === 'softmax') {
        layers.push({ place, input: a, slopes: null });
        a = roundedSoftmax(z, place.units, rounding);
      } else {
        const known = sizes.get(`Z${index}`) ?? z; // none where nothing is rounded
        const sides = rounding.sides(z, known, place.inputs, index + 1);
        const { a: next, slopes } = activated(place.activation, z, sides, rounding);
        layers.push({ place, input: a, slopes });
        a = next;
      }
    }
    return { layers, output: a };
  };

  /** ∂J/∂Z of the last layer. */
  const lastErrors = (
    output: Float64Array,
    slopes: Float64Array | null,
    Y: Tensor,
    { round, blur }: PseudoRounding,
  ): Float64Array => {
    const { derivative, lastActivation } = costs[network.cost];
    const totals = columnTotals(Y);
    let errors: Float64Array = output.map((a, at) => derivative(a, Y.data[at]!, totals[at % totals.length]!));
    round(errors);
    if (lastActivation === null) {
      errors = times(errors, slopes);
      round(errors);
    } else if (lastActivation === 'sigmoid') {
      // libraries that keep the probabilities take (a − y)/(a(1 − a))·a(1 − a)
      blur(errors, (_error, at) => 0.5 * Math.max(output[at]!, Y.data[at]!));
    }
    errors = errors.map((error) => error / examples);
    round(errors);
    round(errors);
    return errors;
  };

  /** dW = dZ·Aᵀ + λ/m·W and db = Σ dZ, to their places in the gradient. */
  const writeGradients = async (
    { place, input }: Propagated,
    errors: Float64Array,
    theta: Float64Array,
    rounding: PseudoRounding,
    gradient: Float64Array,
  ): Promise<void> => {
    const { units, inputs, weights, biases } = place;
    const across = transposed(matrixOf(input, inputs));
    let dW = await multiply(`W${weights}`, matrixOf(errors, units), across, rounding);
    if (network.l2 !== 0) {
      const decay = theta.subarray(weights, biases).map((w) => (network.l2 / examples) * w);
      rounding.round(decay);
      rounding.round(decay);
      dW = dW.map((value, at) => value + decay[at]!);
      rounding.round(dW);
    }
    const db = rowSums(errors, units);
    rounding.roundSums(db, sizesOfRows(errors, units), examples);
    gradient.set(dW, weights);
    gradient.set(db, biases);
  };

  const errorsBefore = async (
    place: LayerPlace,
    errors: Float64Array,
    slopes: Float64Array | null,
    theta: Float64Array,
    rounding: PseudoRounding,
  ): Promise<Float64Array> => {
    const back = matrixOf(transposed(weightsOf(place, theta)), place.inputs);
    const before = await multiply(`D${place.weights}`, back, errors, rounding);
    rounding.round(before);
    const through = times(before, slopes);
    rounding.round(through);
    return through;
  };

  return async (inputs, rounding) => {
    const { theta, Y } = inputs;
    const { layers, output } = await forward(inputs, rounding);
    const gradient = new Float64Array(theta.length);
    let errors = lastErrors(output, layers.at(-1)!.slopes, Y, rounding);
    for (let index = layers.length - 1; index >= 0; index--) {
      await writeGradients(layers[index]!, errors, theta, rounding, gradient);
      if (index === 0) break;
      errors = await errorsBefore(layers[index]!.place, errors, layers[index - 1]!.slopes, theta, rounding);
    }
    return gradient;
  };
};

const weightsOf = ({ weights, units, inputs }: LayerPlace, theta: Float64Array): Matrix => ({
  values: theta,
  at: weights,
  rows: units,
  columns: inputs,
});

/** z += b, unit by unit. */
const addBiases = ({ units, biases }: LayerPlace, theta: Float64Array, z: Float64Array): void => {
  const examples = z.length / units;
  for (let at = 0; at < z.length; at++) z[at]! += theta[biases + Math.floor(at / examples)]!;
};

/** Logarithms of probabilities below this are as good as this one's: float64 has no smaller numbers. */
const LEAST_PROBABILITY = 1e-300;

/**
 * Softmax as libraries have it: exp of the logits less the largest, over their sum; or exp of log-softmax, whose rounding is relative to the logarithm.
 * Both roundings are taken.
 */
const roundedSoftmax = (
  z: Float64Array,
  units: number,
  { round, roundSums }: PseudoRounding,
): Float64Array => {
  const examples = z.length / units;
  const largest = new Float64Array(examples).fill(-Infinity);
  z.forEach((value, at) => (largest[at % examples] = Math.max(largest[at % examples]!, value)));
  const shifted = z.map((value, at) => value - largest[at % examples]!);
  round(shifted);
  const powers = shifted.map(Math.exp);
  round(powers);
  round(powers);
  const across = transposed(matrixOf(powers, units));
  const sums = rowSums(across, examples);
  roundSums(sums, sizesOfRows(across, examples), units);
  const logarithms = powers.map((power, at) =>
    Math.log(Math.max(power / sums[at % examples]!, LEAST_PROBABILITY)),
  );
  round(logarithms);
  round(logarithms);
  const a = logarithms.map(Math.exp);
  round(a);
  return a;
};
