import { elementwiseActivations } from '../activations/index.ts';
import { softmaxColumns } from '../activations/softmax.ts';
import { costs } from '../costs/index.ts';
import type { Tensor } from '../tensor.ts';
import { createForwardPass, l2Term } from './forward-pass.ts';
import type { LayerPlace } from './layer-places.ts';
import { changedColumns, columnsOf } from './columns.ts';
import { linear } from './linear.ts';
import type { NetworkDescription } from './network.ts';

/** J with one coordinate moved. */
export interface MovedCost {
  readonly cost: number;
  /** True when some unit stands on another side of its kink than at θ. */
  readonly crosses: boolean;
}

/** The plain forward pass for points that differ from θ in one coordinate. */
export interface MovedPass {
  /** J(θ). */
  readonly cost: number;
  /** J with `theta[coordinate]` replaced by `value`. */
  readonly costAt: (coordinate: number, value: number) => MovedCost;
}

const activate = ({ activation, units }: LayerPlace, z: Float64Array): Float64Array => {
  const a = new Float64Array(z.length);
  if (activation === 'softmax') softmaxColumns(z, units, z.length / units, a);
  else {
    const { value } = elementwiseActivations[activation];
    for (let at = 0; at < z.length; at++) a[at] = value(z[at]!);
  }
  return a;
};

/** Whether some entry of z [rows, columns.length] has another sign, relative to the layer's kink, than its base's [rows, m]. */
const crossesKink = (
  { activation }: LayerPlace,
  z: Float64Array,
  base: Float64Array,
  examples: number,
  columns: readonly number[],
): boolean => {
  const kink = activation === 'softmax' ? null : elementwiseActivations[activation].kink;
  if (kink === null) return false;
  for (let at = 0, row = 0; at < z.length; row += examples)
    for (const r of columns) {
      const now = z[at++]!;
      const before = base[row + r]!;
      if (now > kink !== before > kink || now < kink !== before < kink) return true;
    }
  return false;
};

/**
 * Evaluates J where one coordinate of θ is moved, by values only. In its own layer one row changes; the layer after gets what that row
 * changed, and only for the examples where it did; from there they are propagated anew.
 */
export const createMovedPass = (
  network: NetworkDescription,
  theta: Float64Array,
  X: Tensor,
  Y: Tensor,
): MovedPass => {
  const forward = createForwardPass(network, X, Y);
  const cost = forward.cost(theta);
  const { places, preActivations, activations } = forward; // as they are at θ: nothing passes through them again
  const examples = X.shape[1]!;
  const last = places.length - 1;
  const everyExample = Array.from({ length: examples }, (_, r) => r);
  const { value: costOf } = costs[network.cost];
  const penalty = network.l2 === 0 ? 0 : l2Term(theta, places, network.l2, examples);
  const costsOf = (z: Float64Array, a: Float64Array, y: Float64Array, count: number) =>
    Float64Array.from({ length: count }, (_, r) => costOf(z, a, y, places[last]!.units, count, r));
  const baseCosts = costsOf(preActivations[last]!, activations[last]!, Y.data, examples);

  const rowOf = (values: Float64Array, unit: number): Float64Array =>
    values.subarray(unit * examples, (unit + 1) * examples);

  /** z of one unit with the weight of an input, or the bias (null), replaced by `value`: [1, m]. */
  const movedRow = (index: number, unit: number, input: number | null, value: number): Float64Array => {
    const { inputs, weights, biases } = places[index]!;
    const row = new Float64Array(inputs + 1);
    row.set(theta.subarray(weights + unit * inputs, weights + (unit + 1) * inputs));
    row[inputs] = theta[biases + unit]!;
    row[input ?? inputs] = value;
    const z = new Float64Array(examples);
    const a = index === 0 ? X.data : activations[index - 1]!;
    linear(row, { ...places[index]!, units: 1, weights: 0, biases: inputs }, a, examples, z);
    return z;
  };

  /** z of a layer, in some examples, after the activations of one unit before it became `row`. */
  const nextOf = (
    index: number,
    unit: number,
    row: Float64Array,
    columns: readonly number[],
  ): Float64Array => {
    const { units, inputs, weights } = places[index]!;
    const before = rowOf(activations[index - 1]!, unit);
    const z = columnsOf(preActivations[index]!, examples, columns);
    for (let o = 0, at = 0; o < units; o++) {
      const weight = theta[weights + o * inputs + unit]!;
      for (const r of columns) z[at++]! += weight * (row[r]! - before[r]!);
    }
    return z;
  };

  /** 1/m Σ of the examples' costs, those of some columns anew. */
  const mean = (z: Float64Array, a: Float64Array, columns: readonly number[]): number => {
    const all = Float64Array.from(baseCosts);
    const moved = costsOf(z, a, columnsOf(Y.data, examples, columns), columns.length);
    columns.forEach((r, at) => (all[r] = moved[at]!));
    return (1 / examples) * all.reduce((sum, own) => sum + own, 0);
  };

  const squares = (coordinate: number, value: number): number => {
    const isWeight = places.some((place) => coordinate >= place.weights && coordinate < place.biases);
    const own = theta[coordinate]!;
    return isWeight ? ((value - own) * (value + own) * network.l2) / (2 * examples) : 0;
  };

  /** From z of a layer in some examples to J and the kinks on the way. */
  const propagate = (from: number, zFrom: Float64Array, columns: readonly number[]) => {
    let z = zFrom;
    let crosses = crossesKink(places[from]!, z, preActivations[from]!, examples, columns);
    let a = activate(places[from]!, z);
    for (let index = from + 1; index <= last; index++) {
      z = new Float64Array(places[index]!.units * columns.length);
      linear(theta, places[index]!, a, columns.length, z);
      crosses ||= crossesKink(places[index]!, z, preActivations[index]!, examples, columns);
      a = activate(places[index]!, z);
    }
    return { mean: mean(z, a, columns), crosses };
  };

  const costAt = (coordinate: number, value: number): MovedCost => {
    const index = places.findLastIndex(({ weights }) => coordinate >= weights);
    const { inputs, weights, biases } = places[index]!;
    const isBias = coordinate >= biases;
    const unit = isBias ? coordinate - biases : Math.floor((coordinate - weights) / inputs);
    const row = movedRow(index, unit, isBias ? null : (coordinate - weights) % inputs, value);
    const base = rowOf(preActivations[index]!, unit);
    const isLast = index === last;
    const rowAfter = isLast ? row : activate({ ...places[index]!, units: 1 }, row);
    const columns = changedColumns(rowAfter, isLast ? base : rowOf(activations[index]!, unit));
    const z = isLast
      ? columnsOf(preActivations[index]!, examples, columns)
      : nextOf(index + 1, unit, rowAfter, columns);
    if (isLast) columns.forEach((r, at) => (z[unit * columns.length + at] = row[r]!));
    const moved = propagate(isLast ? index : index + 1, z, columns);
    return {
      cost: moved.mean + penalty + squares(coordinate, value),
      crosses: moved.crosses || crossesKink(places[index]!, row, base, examples, everyExample),
    };
  };

  return { cost, costAt };
};
