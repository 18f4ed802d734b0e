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

/** Where each layer of the network lies in θ = W1, b1, W2, b2, …, for inputs of `features` rows. */
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
