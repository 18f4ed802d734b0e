import { elementwiseActivations, type ElementwiseActivationName } from '../activations/index.ts';
import { costs } from '../costs/index.ts';
import type { Tensor } from '../tensor.ts';
import { columnTotals } from './columns.ts';
import type { ForwardPass } from './forward-pass.ts';
import type { LayerPlace } from './layer-places.ts';
import { addRows, SUM_BLOCK } from './linear.ts';
import type { NetworkDescription } from './network.ts';

/** The factor that a layer's activation has in the chain rule, f′(z), by the layer's index from 0. */
export type SlopeOf = (activation: ElementwiseActivationName, layer: number) => (z: number) => number;

const derivativeOf: SlopeOf = (activation) => elementwiseActivations[activation].derivative;

/** ∂cost/∂Z of the last layer, [units, m], not divided by m. */
const lastErrors = (
  network: NetworkDescription,
  forward: ForwardPass,
  Y: Tensor,
  slopeOf: SlopeOf,
): Float64Array => {
  const { derivative, lastActivation } = costs[network.cost];
  const totals = columnTotals(Y);
  const errors = forward.activations
    .at(-1)!
    .map((a, at) => derivative(a, Y.data[at]!, totals[at % totals.length]!));
  const { activation } = forward.places.at(-1)!;
  if (lastActivation !== null || activation === 'softmax') return errors;
  const slope = slopeOf(activation, forward.places.length - 1);
  return errors.map((error, at) => error * slope(forward.preActivations.at(-1)![at]!));
};

/** Σ values[from … until) in blocks of SUM_BLOCK, the blocks' sums added in order. */
const blockedSum = (from: number, until: number, value: (at: number) => number): number => {
  let sum = 0;
  for (let start = from; start < until; start += SUM_BLOCK) {
    let block = 0;
    for (let at = start; at < Math.min(start + SUM_BLOCK, until); at++) block += value(at);
    sum += block;
  }
  return sum;
};

/**
 * Σ errors[row + r]·a[from + r] over the examples for four rows of a at once, those at from, from + m, …, in blocks of SUM_BLOCK: to `sums`.
 * The order of each sum is that of blockedSum.
 */
const fourProducts = (
  errors: Float64Array,
  row: number,
  a: Float64Array,
  from: number,
  examples: number,
  sums: Float64Array,
): void => {
  sums.fill(0);
  for (let start = 0; start < examples; start += SUM_BLOCK) {
    const end = Math.min(start + SUM_BLOCK, examples);
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let r = start; r < end; r++) {
      const error = errors[row + r]!;
      const at = from + r;
      s0 += error * a[at]!;
      s1 += error * a[at + examples]!;
      s2 += error * a[at + 2 * examples]!;
      s3 += error * a[at + 3 * examples]!;
    }
    sums[0]! += s0;
    sums[1]! += s1;
    sums[2]! += s2;
    sums[3]! += s3;
  }
};

/** dW = dZ·Aᵀ/m + λ/m·W and db = Σ dZ/m, written to their places in the gradient. */
const parameterGradients = (
  { units, inputs, weights, biases }: LayerPlace,
  errors: Float64Array,
  a: Float64Array,
  theta: Float64Array,
  l2: number,
  gradient: Float64Array,
): void => {
  const examples = errors.length / units;
  const fours = inputs - (inputs % 4);
  const sums = new Float64Array(4);
  for (let unit = 0; unit < units; unit++) {
    const row = unit * examples;
    const at = weights + unit * inputs;
    for (let input = 0; input < fours; input += 4) {
      fourProducts(errors, row, a, input * examples, examples, sums);
      for (let k = at + input; k < at + input + 4; k++)
        gradient[k] = (sums[k - at - input]! + l2 * theta[k]!) / examples;
    }
    for (let input = fours; input < inputs; input++) {
      const offset = input * examples - row;
      const sum = blockedSum(row, row + examples, (r) => errors[r]! * a[offset + r]!);
      gradient[at + input] = (sum + l2 * theta[at + input]!) / examples;
    }
    gradient[biases + unit] = blockedSum(row, row + examples, (at) => errors[at]!) / examples;
  }
};

/** dZ of the layer before: (Wᵀ·dZ) ∘ f′(Z). */
const errorsBefore = (
  { units, inputs, weights }: LayerPlace,
  errors: Float64Array,
  theta: Float64Array,
  slope: (z: number) => number,
  z: Float64Array,
): Float64Array => {
  const examples = errors.length / units;
  const before = new Float64Array(inputs * examples);
  const block = new Float64Array(examples);
  for (let input = 0; input < inputs; input++) {
    const weightAt = (unit: number) => theta[weights + unit * inputs + input]!;
    addRows(units, weightAt, errors, examples, block, before, input * examples);
  }
  return before.map((error, at) => error * slope(z[at]!));
};

/** A layer's ∂cost/∂Z, [units, m] and not divided by m, and its index from 0. */
export interface LayerErrors {
  readonly index: number;
  readonly errors: Float64Array;
}

/** ∂cost/∂Z of each layer, the last one first, from a forward pass that was run at theta. */
export function* layerErrors(
  network: NetworkDescription,
  forward: ForwardPass,
  theta: Float64Array,
  Y: Tensor,
  slopeOf: SlopeOf = derivativeOf,
): Generator<LayerErrors, void, void> {
  let errors = lastErrors(network, forward, Y, slopeOf);
  for (let index = forward.places.length - 1; ; index--) {
    yield { index, errors };
    if (index === 0) return;
    const { activation } = forward.places[index - 1]!;
    if (activation === 'softmax') throw new Error('softmax stands only on the last layer'); // refused when the network was described
    const slope = slopeOf(activation, index - 1);
    const z = forward.preActivations[index - 1]!;
    errors = errorsBefore(forward.places[index]!, errors, theta, slope, z);
  }
}

/**
 * The gradient by backward propagation (Rumelhart, Hinton and Williams 1986).
 *
 * @param forward The network's forward pass on X and Y, which it runs at theta.
 * @param theta θ, [P]
 * @param X The examples, [n₀, m].
 * @param Y Their targets, [n_L, m].
 * @param slopeOf Another one than the derivative plants a mistake: what comes out when f′ is left out, say.
 * @returns ∇J(θ), [P]
 */
export const backwardPropagate = (
  network: NetworkDescription,
  forward: ForwardPass,
  theta: Float64Array,
  X: Tensor,
  Y: Tensor,
  slopeOf: SlopeOf = derivativeOf,
): Float64Array => {
  forward.cost(theta);
  const gradient = new Float64Array(theta.length);
  for (const { index, errors } of layerErrors(network, forward, theta, Y, slopeOf)) {
    const a = index === 0 ? X.data : forward.activations[index - 1]!;
    parameterGradients(forward.places[index]!, errors, a, theta, network.l2, gradient);
  }
  return gradient;
};
