import { elementwiseActivations } from '../activations/index.ts';
import { softmaxColumns } from '../activations/softmax.ts';
import { costs } from '../costs/index.ts';
import type { Tensor } from '../tensor.ts';
import { createForwardPass, l2Term } from './forward-pass.ts';
import type { LayerPlace } from './layer-places.ts';
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

const kinkOf = ({ activation }: LayerPlace): number | null =>
  activation === 'softmax' ? null : elementwiseActivations[activation].kink;

/**
 * Evaluates J where one coordinate of θ is moved, by values only: the layers before are as they were, in its own layer one row
 * changes, the next layer gets what that row changed, and all after it are propagated anew.
 */
export const createMovedPass = (
  network: NetworkDescription,
  theta: Float64Array,
  X: Tensor,
  Y: Tensor,
): MovedPass => {
  const forward = createForwardPass(network, X, Y);
  const cost = forward.cost(theta);
  const { places } = forward;
  const examples = X.shape[1]!;
  const last = places.length - 1;
  const base = forward.preActivations.map((z) => Float64Array.from(z));
  const baseActivations = forward.activations.map((a) => Float64Array.from(a));
  const penalty = network.l2 === 0 ? 0 : l2Term(theta, places, network.l2, examples);
  const zs = base.map((z) => Float64Array.from(z));
  const as = baseActivations.map((a) => Float64Array.from(a));

  const activate = (index: number, from: number, until: number): void => {
    const { activation, units } = places[index]!;
    if (activation === 'softmax') return softmaxColumns(zs[index]!, units, examples, as[index]!);
    const { value } = elementwiseActivations[activation];
    for (let at = from; at < until; at++) as[index]![at] = value(zs[index]![at]!);
  };

  const crossesIn = (index: number, from: number, until: number): boolean => {
    const kink = kinkOf(places[index]!);
    if (kink === null) return false;
    for (let at = from; at < until; at++) {
      if (Math.sign(zs[index]![at]! - kink) !== Math.sign(base[index]![at]! - kink)) return true;
    }
    return false;
  };

  /** Moves one row of a layer: the weight of an input, or the bias (null), replaced by `value`. */
  const moveRow = (index: number, unit: number, input: number | null, value: number): void => {
    const { inputs, weights, biases } = places[index]!;
    const own: LayerPlace = { ...places[index]!, units: 1, weights: 0, biases: inputs };
    const row = Float64Array.from({ length: inputs + 1 }, (_, i) =>
      i < inputs ? theta[weights + unit * inputs + i]! : theta[biases + unit]!,
    );
    row[input ?? inputs] = value;
    const a = index === 0 ? X.data : baseActivations[index - 1]!;
    linear(row, own, a, examples, zs[index]!.subarray(unit * examples, (unit + 1) * examples));
  };

  /** z of the layer after: what the moved row adds to it. */
  const updateNext = (index: number, unit: number): void => {
    const { units, inputs, weights } = places[index]!;
    for (let o = 0; o < units; o++) {
      const weight = theta[weights + o * inputs + unit]!;
      for (let r = 0; r < examples; r++) {
        const at = unit * examples + r;
        const change = as[index - 1]![at]! - baseActivations[index - 1]![at]!;
        zs[index]![o * examples + r] = base[index]![o * examples + r]! + weight * change;
      }
    }
  };

  const squares = (coordinate: number, value: number): number => {
    const isWeight = places.some((place) => coordinate >= place.weights && coordinate < place.biases);
    const own = theta[coordinate]!;
    return isWeight ? ((value - own) * (value + own) * network.l2) / (2 * examples) : 0;
  };

  const restore = (from: number): void => {
    for (let index = from; index <= last; index++) {
      zs[index]!.set(base[index]!);
      as[index]!.set(baseActivations[index]!);
    }
  };

  const mean = (): number => {
    const { value } = costs[network.cost];
    let sum = 0;
    for (let r = 0; r < examples; r++)
      sum += value(zs[last]!, as[last]!, Y.data, places[last]!.units, examples, r);
    return (1 / examples) * sum;
  };

  const costAt = (coordinate: number, value: number): MovedCost => {
    const index = places.findLastIndex(({ weights }) => coordinate >= weights);
    const { inputs, weights, biases } = places[index]!;
    const isBias = coordinate >= biases;
    const unit = isBias ? coordinate - biases : Math.floor((coordinate - weights) / inputs);
    moveRow(index, unit, isBias ? null : (coordinate - weights) % inputs, value);
    const [from, until] = [unit * examples, (unit + 1) * examples];
    activate(index, from, until);
    let crosses = crossesIn(index, from, until);
    for (let next = index + 1; next <= last; next++) {
      if (next === index + 1) updateNext(next, unit);
      else linear(theta, places[next]!, as[next - 1]!, examples, zs[next]!);
      activate(next, 0, zs[next]!.length);
      crosses ||= crossesIn(next, 0, zs[next]!.length);
    }
    const moved = mean() + penalty + squares(coordinate, value);
    restore(index);
    return { cost: moved, crosses };
  };

  return { cost, costAt };
};
