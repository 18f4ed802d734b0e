import { costs, SUM_BLOCK } from '@gradproof/model';
import { type Kernels, PANEL } from '../kernels/kernels.ts';
import type { MemoryPlan } from './memory-plan.ts';
import { paddedRows } from './panels.ts';
import type { PreparedNetwork } from './prepared-network.ts';
import { incrementKernelOf, type Panels } from './seeds.ts';
import { createTailWeights } from './tail-weights.ts';

/** Follows panels whose seeds are written to what the cost takes the increments of; returns the offset of the buffer where these stand. */
export type Propagate = (panels: Panels) => number;

/** The propagation through a network's layers, in a thread's memory. */
export const createPropagation = (
  network: PreparedNetwork,
  plan: MemoryPlan,
  kernels: Kernels,
): Propagate => {
  const { layers, cost } = network;
  const { memory } = kernels;
  const withWeights = createTailWeights(network, plan, memory);
  const last = layers.length - 1;

  /** The increments of a layer's activations, in place. */
  const activate = (index: number, deltas: number, count: number): void => {
    const layer = layers[index]!;
    const { stride } = layer;
    const [z, tableSize] = [plan.tables[index]!, plan.groups * stride];
    const kernel = incrementKernelOf(kernels, layer);
    kernel?.(count, layer.place.units, deltas, stride, plan.groupList, z, stride, tableSize, plan.flags);
  };

  /** to = W·deltas: the increments of a layer's pre-activations from those of the activations before it. */
  const multiply = (index: number, count: number, deltas: number, to: number): void => {
    const { stride, place } = layers[index]!;
    const fromStride = layers[index - 1]!.stride;
    withWeights(index, (weights, from, until) => {
      const rows = place.units === 1 ? 1 : paddedRows(until - from);
      const out = to + from * PANEL;
      kernels.multiply(weights, rows, place.inputs, count, deltas, fromStride, out, stride, SUM_BLOCK);
    });
  };

  /** Units of the last layer: each panel's increments are 0 but for its unit's. */
  const placeSeeds = ({ count, units }: Panels, deltas: number): void => {
    const { stride } = layers[last]!;
    memory.fill(0, deltas, deltas + count * stride);
    for (let p = 0; p < count; p++) {
      const seed = plan.seeds + p * PANEL;
      memory.copyWithin(deltas + p * stride + units[p]! * PANEL, seed, seed + PANEL);
    }
  };

  /** The increments that the panels' units bring to the next layer's pre-activations, or to the last layer itself. */
  const enter = (panels: Panels, deltas: number): void => {
    if (panels.layer === last) return placeSeeds(panels, deltas);
    const { place, stride } = layers[panels.layer + 1]!;
    kernels.spread(panels.count, place.units, plan.columnList, plan.seeds, deltas, stride);
  };

  return (panels) => {
    const { layer, count } = panels;
    let [deltas, next] = plan.deltas;
    enter(panels, deltas);
    for (let index = layer + 2; index <= last; index++) {
      activate(index - 1, deltas, count);
      multiply(index, count, deltas, next);
      [deltas, next] = [next, deltas];
    }
    if (costs[cost].lastActivation === null) activate(last, deltas, count);
    return deltas;
  };
};
