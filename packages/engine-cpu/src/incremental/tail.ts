import { mirroredLayers } from '@gradproof/model';
import { type CreateKernels, type Kernels, PANEL } from '../kernels/kernels.ts';
import { createLoadedTables, type LoadedTables } from './loaded-tables.ts';
import { type MemoryPlan, planMemory } from './memory-plan.ts';
import type { PreparedNetwork } from './prepared-network.ts';
import { createPropagation } from './propagation.ts';
import { createSeeds, type Panels } from './seeds.ts';

/** What the costs of a batch's panels did: valid until the next one. */
export interface Responses {
  /** [panels][4]: the cost's increments for +step and −step. */
  readonly plus: Float64Array;
  readonly minus: Float64Array;
  /** [panels][4]: not 0 where a step went beyond some unit's kink. */
  readonly flags: Float64Array;
}

/** The layers after a unit, for one thread: pushes increments through them. */
export interface Tail {
  readonly plan: MemoryPlan;
  readonly kernels: Kernels;
  readonly tables: LoadedTables;
  /** Moves each panel's unit by ±step (at most plan.panels panels of loaded groups) and follows it to the cost. */
  readonly respond: (panels: Panels, step: number) => Responses;
}

/** Creates a thread's tails, with a memory of at most `budget` numbers where the network allows it. */
export const createTail = (network: PreparedNetwork, createKernels: CreateKernels, budget: number): Tail => {
  const plan = planMemory(network, budget);
  const kernels = createKernels(plan.size);
  const { memory } = kernels;
  const tables = createLoadedTables(network, plan, memory);
  const seeds = createSeeds(network, plan, kernels, tables);
  const propagate = createPropagation(network, plan, kernels);
  const { layers, cost } = network;
  const mirrored = mirroredLayers(
    layers.map(({ place }) => place),
    cost,
  );

  /** The cost's increments of the panels when what it takes moves by sign·deltas. */
  const costOf = (deltas: number, count: number, sign: number, to: number): void => {
    const { stride, place } = layers.at(-1)!;
    const [z, tableSize] = [plan.costTables, plan.groups * stride];
    const kernel = kernels.costs[cost];
    kernel(count, place.units, deltas, stride, sign, plan.groupList, z, stride, tableSize, to);
  };

  /** Moves the units by `step`; returns the buffer of what the cost takes the increments of. */
  const follow = (panels: Panels, step: number): number => {
    seeds.move(panels, step);
    return propagate(panels);
  };

  const respond = (panels: Panels, step: number): Responses => {
    const { layer, count } = panels;
    memory.fill(0, plan.flags, plan.flags + count * PANEL);
    seeds.list(panels);
    const deltas = follow(panels, step);
    costOf(deltas, count, 1, plan.plus);
    if (tables.side() !== 'on' && mirrored[layer]!) costOf(deltas, count, -1, plan.minus);
    else costOf(follow(panels, -step), count, 1, plan.minus);
    const lanes = (at: number) => memory.subarray(at, at + count * PANEL);
    return { plus: lanes(plan.plus), minus: lanes(plan.minus), flags: lanes(plan.flags) };
  };

  return { plan, kernels, tables, respond };
};
