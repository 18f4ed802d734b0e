import { costs } from '../costs/index.ts';
import type { Tensor } from '../tensor.ts';
import { activate } from './activate.ts';
import { linear } from './linear.ts';
import type { NetworkDescription } from './network.ts';
import { layerPlaces, type LayerPlace } from './layer-places.ts';

/** A network on its examples, with buffers that every pass reuses. */
export interface ForwardPass {
  readonly places: readonly LayerPlace[];
  /** J(θ); fills `preActivations` and `activations`. theta: [P], laid out W1, b1, W2, b2, … */
  readonly cost: (theta: Float64Array) => number;
  /** Z of each layer, [units, m], as the last pass left them. */
  readonly preActivations: readonly Float64Array[];
  /** A of each layer, [units, m], as the last pass left them; X is not among them. */
  readonly activations: readonly Float64Array[];
}

/** λ/2m Σ ‖W‖² over the weights, biases left out. */
export const l2Term = (
  theta: Float64Array,
  places: readonly LayerPlace[],
  l2: number,
  examples: number,
): number => {
  let sum = 0;
  for (const { weights, units, inputs } of places) {
    for (let at = weights; at < weights + units * inputs; at++) sum += theta[at]! * theta[at]!;
  }
  return (l2 / (2 * examples)) * sum;
};

/**
 * The plain forward propagation of a network. The arithmetic is the exercise's, to the digit.
 *
 * @param X The examples, [n₀, m]: each is a column.
 * @param Y Their targets, [n_L, m].
 */
export const createForwardPass = (network: NetworkDescription, X: Tensor, Y: Tensor): ForwardPass => {
  const [features, examples] = X.shape as [number, number];
  const places = layerPlaces(network, features);
  const cost = costs[network.cost];
  const preActivations = places.map(({ units }) => new Float64Array(units * examples));
  const activations = places.map(({ units }) => new Float64Array(units * examples));

  const propagate = (theta: Float64Array): void => {
    places.forEach((place, index) => {
      const z = preActivations[index]!;
      const a = activations[index]!;
      linear(theta, place, index === 0 ? X.data : activations[index - 1]!, examples, z);
      activate(place, z, a);
    });
  };

  return {
    places,
    preActivations,
    activations,
    cost: (theta) => {
      propagate(theta);
      const { units } = places.at(-1)!;
      const z = preActivations.at(-1)!;
      const a = activations.at(-1)!;
      let sum = 0;
      for (let example = 0; example < examples; example++) {
        sum += cost.value(z, a, Y.data, units, examples, example);
      }
      const mean = (1 / examples) * sum;
      return network.l2 === 0 ? mean : mean + l2Term(theta, places, network.l2, examples);
    },
  };
};
