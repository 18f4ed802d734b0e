import { costs, elementwiseActivations } from '@gradproof/model';
import type { PreparedNetwork } from './prepared-network.ts';

/** A unit of a layer, moved for one example. */
export interface Column {
  readonly layer: number;
  readonly unit: number;
  readonly example: number;
}

/** The increments of a layer's activations, in float64. */
const activated = (
  { layers, cost, examples }: PreparedNetwork,
  index: number,
  deltas: Float64Array,
  example: number,
): Float64Array => {
  const { place, z } = layers[index]!;
  const isCosts = index === layers.length - 1 && cost !== 'mean-squared-error';
  if (isCosts || place.activation === 'softmax') return deltas;
  const { increment } = elementwiseActivations[place.activation];
  return deltas.map((delta, unit) => increment(z[unit * examples + example]!, delta));
};

/** Where a moved unit leads. */
export interface Followed {
  /** The increment of the example's cost. */
  readonly increment: number;
  /** The largest increment of the layer where that is smallest: 0 where nothing gets through. */
  readonly least: number;
}

const largestOf = (deltas: Float64Array): number =>
  deltas.reduce((most, delta) => Math.max(most, Math.abs(delta)), 0);

/** The increment of an example's cost when one unit moves by `step`: the tail in float64 on the CPU, by the rules of packages/model. */
export const referenceIncrement = (
  network: PreparedNetwork,
  { layer, unit, example }: Column,
  step: number,
): Followed => {
  const { layers, theta, cost, examples, outputs, targets } = network;
  let deltas = new Float64Array(layers[layer]!.place.units);
  deltas[unit] = step;
  deltas = Float64Array.from(activated(network, layer, deltas, example));
  let least = largestOf(deltas);
  for (let index = layer + 1; index < layers.length; index++) {
    const { units, inputs, weights } = layers[index]!.place;
    const next = new Float64Array(units);
    for (let o = 0; o < units; o++) {
      const row = weights + o * inputs;
      if (index === layer + 1) next[o] = theta[row + unit]! * deltas[unit]!;
      else for (let i = 0; i < inputs; i++) next[o]! += theta[row + i]! * deltas[i]!;
    }
    least = Math.min(least, largestOf(next));
    deltas = Float64Array.from(activated(network, index, next, example));
    least = Math.min(least, largestOf(deltas));
  }
  const column = (values: Float64Array) =>
    Float64Array.from({ length: deltas.length }, (_, k) => values[k * examples + example]!);
  const z = column(layers.at(-1)!.z);
  const increment = costs[cost].increment(z, column(outputs), column(targets), deltas, deltas.length, 1, 0);
  return { increment, least };
};
