import type { ActivationName } from '../activations/index.ts';
import type { CostName } from '../costs/index.ts';

/** One layer: z = W·a + b, a = activation(z). */
export interface LayerDescription {
  /** How many units the layer has, at least 1. */
  readonly units: number;
  /** The activation; softmax only on the last layer. */
  readonly activation: ActivationName;
}

/** A layered network and its cost J(θ) = 1/m Σ cost(example) + λ/2m Σ ‖W‖². */
export interface NetworkDescription {
  readonly layers: readonly LayerDescription[];
  readonly cost: CostName;
  /** λ of the L2 term over weights (not biases); 0 for none. */
  readonly l2: number;
}

/**
 * The shapes of a network's parameters.
 *
 * @param features n₀, the rows of X.
 * @returns W1, b1, W2, b2, … in this order.
 */
export const parameterShapes = (
  network: NetworkDescription,
  features: number,
): { name: string; shape: readonly [number, number] }[] =>
  network.layers.flatMap(({ units }, index) => {
    const inputs = index === 0 ? features : network.layers[index - 1]!.units;
    return [
      { name: `W${index + 1}`, shape: [units, inputs] as const },
      { name: `b${index + 1}`, shape: [units, 1] as const },
    ];
  });
