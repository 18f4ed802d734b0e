import { SUM_BLOCK } from '@gradproof/model';
import {
  BLOCK_ROWS,
  PANEL,
  type CreateKernels,
  type IncrementKernel,
  type Kernels,
} from '../kernels/kernels.ts';
import { planMemory, type MemoryPlan } from './memory-plan.ts';
import { packColumn, packWeights, paddedRows } from './panels.ts';
import type { PreparedLayer, PreparedNetwork } from './prepared-network.ts';
import { activationTables, COST_TABLES } from './tables.ts';

/** Where a unit at its kink is taken to stand: left of it, right of it, or on it, so that each sign of a step takes its own side. */
export type KinkSide = 'left' | 'right' | 'on';

const Z_OF_SIDE: Readonly<Record<KinkSide, number>> = { left: -Infinity, right: Infinity, on: 0 };

/** What moves: some units of one layer, each for some groups of four examples. */
export interface Panels {
  readonly layer: number;
  readonly count: number;
  /** [count]: whose unit, and which group of the loaded ones (counted from the first of the network), a panel is. */
  readonly units: Int32Array;
  readonly groups: Int32Array;
}

/** What a batch found, for its panels: valid until the next one. */
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
  /** Makes the groups from `first` on ready, at most plan.groups; returns the group after the last. */
  readonly load: (first: number) => number;
  /** Takes all units that stand at a kink to stand on that side of it; `left` at first. */
  readonly takeSide: (side: KinkSide) => void;
  /** Moves each panel's unit by ±step (at most plan.panels panels of loaded groups) and follows it to the cost. */
  readonly respond: (panels: Panels, step: number) => Responses;
}

const PIECEWISE_LINEAR: ReadonlySet<string> = new Set(['identity', 'relu', 'leaky-relu']);

/** Creates a thread's tails, with a memory of at most `budget` numbers where the network allows it. */
export const createTail = (network: PreparedNetwork, createKernels: CreateKernels, budget: number): Tail => {
  const plan = planMemory(network, budget);
  const kernels = createKernels(plan.size);
  const { memory } = kernels;
  const { layers, theta, cost, costTables } = network;
  const last = layers.length - 1;
  const sizeOf = (layer: PreparedLayer): number => plan.groups * layer.stride;
  let loadedFrom = -1;
  let side: KinkSide = 'left';
  const packedLayers = new Set<number>();

  const copyTables = (
    from: Float64Array,
    tables: number,
    stride: number,
    to: number,
    first: number,
    count: number,
  ) => {
    const all = from.length / tables;
    for (let table = 0; table < tables; table++) {
      const own = from.subarray(table * all + first * stride, table * all + (first + count) * stride);
      memory.set(own, to + table * plan.groups * stride);
    }
  };

  const mark = (z: number): void => {
    layers.forEach(({ atKink, stride }, index) => {
      const offset = plan.tables[index]! - loadedFrom * stride;
      for (const at of atKink) {
        const group = Math.floor(at / stride) - loadedFrom;
        if (group >= 0 && group < plan.groups) memory[offset + at] = z;
      }
    });
  };

  const load = (first: number): number => {
    const until = Math.min(first + plan.groups, network.groups);
    if (first === loadedFrom) return until;
    layers.forEach(({ tables, place, stride }, index) =>
      copyTables(
        tables,
        activationTables(place.activation),
        stride,
        plan.tables[index]!,
        first,
        until - first,
      ),
    );
    copyTables(costTables, COST_TABLES[cost], layers[last]!.stride, plan.costTables, first, until - first);
    loadedFrom = first;
    side = 'left';
    return until;
  };

  const takeSide = (next: KinkSide): void => {
    if (next === side) return;
    mark(Z_OF_SIDE[next]);
    side = next;
  };

  /** W of a layer, packed: where it stays, or piece by piece through scratch; `use` gets rows from … until of it at an offset. */
  const withWeights = (index: number, use: (at: number, from: number, until: number) => void): void => {
    const { weights, units, inputs } = layers[index]!.place;
    const at = plan.weights[index];
    if (at !== null && at !== undefined) {
      if (!packedLayers.has(index)) packWeights(theta, weights, inputs, 0, units, memory, at);
      packedLayers.add(index);
      return use(at, 0, units);
    }
    const rows = Math.floor(plan.scratch.size / inputs / BLOCK_ROWS) * BLOCK_ROWS;
    for (let from = 0; from < units; from += rows) {
      const until = Math.min(from + rows, units);
      packWeights(theta, weights, inputs, from, until, memory, plan.scratch.at);
      use(plan.scratch.at, from, until);
    }
  };

  const kernelOf = (layer: PreparedLayer): IncrementKernel | null => {
    const { activation } = layer.place;
    return activation === 'identity' || activation === 'softmax' ? null : kernels.increments[activation];
  };

  /** The increments of a layer's activations, in place, for rows from `row` on. */
  const activate = (
    index: number,
    deltas: number,
    stride: number,
    count: number,
    row = 0,
    rows = layers[index]!.place.units,
  ) => {
    const layer = layers[index]!;
    const z = plan.tables[index]! + row * PANEL;
    kernelOf(layer)?.(
      count,
      rows,
      deltas,
      stride,
      plan.groupList,
      z,
      layer.stride,
      sizeOf(layer),
      plan.flags,
    );
  };

  /** Each panel's own unit moved by `step`: the increments of its activation (of its pre-activation in the last layer) to `seeds`. */
  const seed = ({ layer, count, units, groups }: Panels, step: number): void => {
    const own = layers[layer]!;
    memory.fill(step, plan.seeds, plan.seeds + count * PANEL);
    const filled = network.examples % PANEL; // of the last group; the lanes after them have no example to move
    for (let p = 0; p < count && filled > 0; p++)
      if (groups[p] === network.groups - 1)
        memory.fill(0, plan.seeds + p * PANEL + filled, plan.seeds + (p + 1) * PANEL);
    if (layer === last) return;
    const kernel = kernelOf(own);
    for (let p = 0; p < count && kernel !== null; p++) {
      const z = plan.tables[layer]! + (groups[p]! - loadedFrom) * own.stride + units[p]! * PANEL;
      memory[plan.groupList + plan.panels - 1] = 0; // the kernel's list of one group: z is given outright
      kernel(
        1,
        1,
        plan.seeds + p * PANEL,
        PANEL,
        plan.groupList + plan.panels - 1,
        z,
        0,
        sizeOf(own),
        plan.flags + p * PANEL,
      );
    }
  };

  const listGroups = ({ count, groups }: Panels): void => {
    for (let p = 0; p < count; p++) memory[plan.groupList + p] = groups[p]! - loadedFrom;
  };

  /** The columns of the next layer's weights that the panels' units reach it by. */
  const packColumns = ({ layer, count, units }: Panels): void => {
    const { weights, units: rows, inputs } = layers[layer + 1]!.place;
    for (let p = 0; p < count; p++) {
      const column = plan.columns + p * plan.columnStride;
      const same = p > 0 && units[p] === units[p - 1];
      if (!same) packColumn(theta, weights, rows, inputs, units[p]!, memory, column);
      memory[plan.columnList + p] = same ? memory[plan.columnList + p - 1]! : column;
    }
  };

  /** The panels' increments at the last layer's pre-activations; returns the buffer they stand in. */
  const propagate = (panels: Panels): number => {
    const { layer, count } = panels;
    let [deltas, next] = plan.deltas;
    if (layer === last) {
      const { stride } = layers[last]!;
      memory.fill(0, deltas, deltas + count * stride);
      for (let p = 0; p < count; p++) {
        const row = deltas + p * stride + panels.units[p]! * PANEL;
        memory.copyWithin(row, plan.seeds + p * PANEL, plan.seeds + (p + 1) * PANEL);
      }
      return deltas;
    }
    const first = layers[layer + 1]!;
    kernels.spread(count, first.place.units, plan.columnList, plan.seeds, deltas, first.stride);
    for (let index = layer + 2; index <= last; index++) {
      const { stride: fromStride } = layers[index - 1]!;
      const { stride, place } = layers[index]!;
      activate(index - 1, deltas, fromStride, count);
      withWeights(index, (weights, from, until) => {
        const rows = place.units === 1 ? 1 : paddedRows(until - from);
        const to = next + from * PANEL;
        kernels.multiply(weights, rows, place.inputs, count, deltas, fromStride, to, stride, SUM_BLOCK);
      });
      [deltas, next] = [next, deltas];
    }
    return deltas;
  };

  const costOf = (deltas: number, count: number, sign: number, to: number): void => {
    const { stride, place } = layers[last]!;
    const size = plan.groups * stride;
    kernels.costs[cost](
      count,
      place.units,
      deltas,
      stride,
      sign,
      plan.groupList,
      plan.costTables,
      stride,
      size,
      to,
    );
  };

  /** Whether −step's increments are those of +step with the sign changed, bit for bit, where no kink is crossed. */
  const mirrors = (layer: number): boolean =>
    layers.slice(layer).every(({ place }, index, tail) => {
      const isCosts = index === tail.length - 1 && cost !== 'mean-squared-error';
      return isCosts || PIECEWISE_LINEAR.has(place.activation);
    });

  const follow = (panels: Panels, step: number): number => {
    seed(panels, step);
    listGroups(panels);
    const deltas = propagate(panels);
    if (cost === 'mean-squared-error') activate(last, deltas, layers[last]!.stride, panels.count);
    return deltas;
  };

  const respond = (panels: Panels, step: number): Responses => {
    const { layer, count } = panels;
    memory.fill(0, plan.flags, plan.flags + count * PANEL);
    if (layer < last) packColumns(panels);
    const deltas = follow(panels, step);
    costOf(deltas, count, 1, plan.plus);
    if (side !== 'on' && mirrors(layer)) costOf(deltas, count, -1, plan.minus);
    else costOf(follow(panels, -step), count, 1, plan.minus);
    const lanes = (at: number) => memory.subarray(at, at + count * PANEL);
    return { plus: lanes(plan.plus), minus: lanes(plan.minus), flags: lanes(plan.flags) };
  };

  return { plan, kernels, load, takeSide, respond };
};
