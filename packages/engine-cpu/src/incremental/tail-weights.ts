import { BLOCK_ROWS } from '../kernels/kernels.ts';
import type { MemoryPlan } from './memory-plan.ts';
import { packWeights } from './panels.ts';
import type { PreparedNetwork } from './prepared-network.ts';

/** W of a layer, packed for products: `use` gets rows from … until of it at an offset of the memory, all at once or piece by piece. */
export type WithWeights = (layer: number, use: (at: number, from: number, until: number) => void) => void;

/** Packs a layer's weights once where the plan has them stay, and through its scratch region each time where it doesn't. */
export const createTailWeights = (
  { layers, theta }: PreparedNetwork,
  plan: MemoryPlan,
  memory: Float64Array,
): WithWeights => {
  const packed = new Set<number>();
  return (layer, use) => {
    const { weights, units, inputs } = layers[layer]!.place;
    const at = plan.weights[layer] ?? null;
    if (at !== null) {
      if (!packed.has(layer)) packWeights(theta, weights, inputs, 0, units, memory, at);
      packed.add(layer);
      return use(at, 0, units);
    }
    const rows = Math.floor(plan.scratch.size / inputs / BLOCK_ROWS) * BLOCK_ROWS;
    for (let from = 0; from < units; from += rows) {
      const until = Math.min(from + rows, units);
      packWeights(theta, weights, inputs, from, until, memory, plan.scratch.at);
      use(plan.scratch.at, from, until);
    }
  };
};
