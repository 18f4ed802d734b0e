import type { Problem } from '../../contract/problem.ts';
import { createNetworkReplay, type NetworkReplay } from './network-replay.ts';

/** Where in a layered network a tensor is, and which layers are wrong. Layers count from 1. */
export interface LayerPlace {
  readonly layer: number;
  readonly role: 'weights' | 'biases';
  /** n₀, n₁, …, n_L: how many inputs, and units of each layer, the network has. */
  readonly units: readonly number[];
  /** m. */
  readonly examples: number;
  /** λ of the cost's L2 term. */
  readonly l2: number;
  /** The last layer that is wrong, where all of it and of every earlier layer is and every later one is right; null otherwise. */
  readonly wrongUpTo: number | null;
  readonly replay: NetworkReplay;
}

/** Finds each tensor's place in a layered network, W1, b1, W2, b2, …; null for a function's. */
export const placesIn = (
  problem: Problem,
  lastWrong: () => number | null,
): ((tensor: number) => LayerPlace | null) => {
  if (problem.kind !== 'layered') return () => null;
  const { network, X } = problem;
  const [features, examples] = X.shape as [number, number];
  const common = {
    units: [features, ...network.layers.map(({ units }) => units)],
    examples,
    l2: network.l2,
    wrongUpTo: lastWrong(),
    replay: createNetworkReplay(problem),
  };
  return (tensor) => ({
    ...common,
    layer: Math.floor(tensor / 2) + 1,
    role: tensor % 2 === 0 ? 'weights' : 'biases',
  });
};
