import type { ActivationName } from '../activations/index.ts';
import type { NetworkDescription } from './network.ts';

/** A layer's sizes, and where its W and b begin in θ. */
export interface LayerPlace {
  readonly units: number;
  readonly inputs: number;
  readonly activation: ActivationName;
  /** Offset of W [units, inputs]. */
  readonly weights: number;
  /** Offset of b [units, 1]. */
  readonly biases: number;
}

/**
 * Where each layer of a network lies in θ = W1, b1, W2, b2, …
 *
 * @param features n₀, the rows of X.
 * @returns A place for each layer, in order.
 */
export const layerPlaces = (network: NetworkDescription, features: number): LayerPlace[] => {
  const places: LayerPlace[] = [];
  let offset = 0;
  let inputs = features;
  for (const { units, activation } of network.layers) {
    places.push({ units, inputs, activation, weights: offset, biases: offset + units * inputs });
    offset += units * inputs + units;
    inputs = units;
  }
  return places;
};

/** What a coordinate of θ is: a unit's weight of an input, or its bias. */
export interface CoordinatePlace {
  readonly layer: number;
  readonly unit: number;
  /** null of the bias. */
  readonly input: number | null;
}

/** The layer, unit and input that a coordinate 0 ≤ i < P belongs to. */
export const coordinatePlace = (places: readonly LayerPlace[], coordinate: number): CoordinatePlace => {
  const layer = places.findLastIndex(({ weights }) => coordinate >= weights);
  const { inputs, weights, biases } = places[layer]!;
  if (coordinate >= biases) return { layer, unit: coordinate - biases, input: null };
  const within = coordinate - weights;
  return { layer, unit: Math.floor(within / inputs), input: within % inputs };
};
