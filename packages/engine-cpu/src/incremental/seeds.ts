import { type IncrementKernel, type Kernels, PANEL } from '../kernels/kernels.ts';
import type { LoadedTables } from './loaded-tables.ts';
import type { MemoryPlan } from './memory-plan.ts';
import { packColumn } from './panels.ts';
import type { PreparedLayer, PreparedNetwork } from './prepared-network.ts';

/** What moves: some units of one layer, each for some groups of four examples. */
export interface Panels {
  readonly layer: number;
  readonly count: number;
  /** [count]: whose unit, and which group of the loaded ones (counted from the first of the network), a panel is. */
  readonly units: Int32Array;
  readonly groups: Int32Array;
}

/** Writes what a batch of panels begins with to a thread's memory. */
export interface Seeds {
  /** The panels' groups, and the columns of the next layer's weights that their units reach it by. */
  readonly list: (panels: Panels) => void;
  /** Each panel's own unit moved by `step`: the increments of its activation (of its pre-activation in the last layer). */
  readonly move: (panels: Panels, step: number) => void;
}

/** The kernel of a layer's increments; null where they pass as they are (softmax: its cost takes those of the logits). */
export const incrementKernelOf = (
  { increments }: Kernels,
  { place }: PreparedLayer,
): IncrementKernel | null =>
  place.activation === 'identity' || place.activation === 'softmax' ? null : increments[place.activation];

/** For one thread's memory. */
export const createSeeds = (
  { layers, theta, examples, groups: allGroups }: PreparedNetwork,
  plan: MemoryPlan,
  kernels: Kernels,
  tables: LoadedTables,
): Seeds => {
  const { memory } = kernels;
  const last = layers.length - 1;
  const filledLanes = examples % PANEL || PANEL; // of the last group: the lanes after them have no example to move
  const ownGroup = plan.groupList + plan.panels - 1; // a list of one group, 0: the place of z is given outright

  const list = ({ layer, count, units, groups }: Panels): void => {
    for (let p = 0; p < count; p++) memory[plan.groupList + p] = tables.placeOf(groups[p]!);
    if (layer === last) return;
    const { weights, units: rows, inputs } = layers[layer + 1]!.place;
    for (let p = 0; p < count; p++) {
      const column = plan.columns + p * plan.columnStride;
      const same = p > 0 && units[p] === units[p - 1];
      if (!same) packColumn(theta, weights, rows, inputs, units[p]!, memory, column);
      memory[plan.columnList + p] = same ? memory[plan.columnList + p - 1]! : column;
    }
  };

  const move = ({ layer, count, units, groups }: Panels, step: number): void => {
    const moved = layers[layer]!;
    const kernel = layer === last ? null : incrementKernelOf(kernels, moved);
    const tableSize = plan.groups * moved.stride;
    const listed = memory[ownGroup]!;
    memory[ownGroup] = 0;
    for (let p = 0; p < count; p++) {
      const seed = plan.seeds + p * PANEL;
      const filled = groups[p] === allGroups - 1 ? filledLanes : PANEL;
      memory.fill(step, seed, seed + filled);
      memory.fill(0, seed + filled, seed + PANEL);
      const z = plan.tables[layer]! + tables.placeOf(groups[p]!) * moved.stride + units[p]! * PANEL;
      kernel?.(1, 1, seed, PANEL, ownGroup, z, 0, tableSize, plan.flags + p * PANEL);
    }
    memory[ownGroup] = listed;
  };

  return { list, move };
};
