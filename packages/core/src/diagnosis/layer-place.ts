import type { NetworkReplay } from './network-replay.ts';

/** Where in a layered network a tensor stands, and what went wrong around it. Layers count from 1. */
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
