import type { Units } from '@gradproof/core/engine';
import type { PreparedNetwork } from './prepared-network.ts';
import { referenceIncrement } from './reference-column.ts';

/** Terms of the last layer's costs that float64 takes no longer for than a device for its launches: some milliseconds. */
const CHEAP = 1e6;

/**
 * Whether the units' responses are found in float64 on the CPU: they are the cost's own derivatives, through no weight, and those of a last
 * layer that isn't wide are cheap. Its biases' gradients, sums of either sign that nearly cancel once a network is trained, are then exact.
 * It depends on the layer alone: an entry's bits are the same in every run of units.
 */
export const isExact = ({ layers, examples }: PreparedNetwork, layer: number): boolean => {
  const { place, kinked } = layers[layer]!;
  return layer === layers.length - 1 && !kinked && place.units ** 2 * examples <= CHEAP;
};

/** s[unit − from][example] = (D(+h) − D(−h)) / 2h in float64, D the increment of the example's cost. */
export const exactResponses = (
  network: PreparedNetwork,
  { layer, from, until }: Units,
  step: number,
): Float64Array => {
  const { examples } = network;
  return Float64Array.from({ length: (until - from) * examples }, (_, place) => {
    const column = { layer, unit: from + Math.floor(place / examples), example: place % examples };
    const plus = referenceIncrement(network, column, step).increment;
    return (plus - referenceIncrement(network, column, -step).increment) / (2 * step);
  });
};
