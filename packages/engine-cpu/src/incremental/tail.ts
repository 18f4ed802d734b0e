import { piecewiseLinear, SUM_BLOCK } from '@gradproof/model';
import { PANEL, type CreateKernels, type Kernels } from '../kernels/kernels.ts';
import { createLoadedTables, type LoadedTables } from './loaded-tables.ts';
import { planMemory, type MemoryPlan } from './memory-plan.ts';
import { paddedRows } from './panels.ts';
import type { PreparedNetwork } from './prepared-network.ts';
import { createSeeds, incrementKernelOf, type Panels } from './seeds.ts';
import { createTailWeights } from './tail-weights.ts';

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
  readonly tables: LoadedTables;
  /** Moves each panel's unit by ±step (at most plan.panels panels of loaded groups) and follows it to the cost. */
  readonly respond: (panels: Panels, step: number) => Responses;
}

/** Whether −step's increments are those of +step with the sign changed, bit for bit, where no kink is crossed: by layer. */
const mirrorsFrom = ({ layers, cost }: PreparedNetwork): boolean[] =>
  layers.map((_, layer) =>
    layers.slice(layer).every(({ place }, index, tail) => {
      const isCosts = index === tail.length - 1 && cost !== 'mean-squared-error';
      return isCosts || piecewiseLinear.has(place.activation);
    }),
  );

/** Creates a thread's tails, with a memory of at most `budget` numbers where the network allows it. */
export const createTail = (network: PreparedNetwork, createKernels: CreateKernels, budget: number): Tail => {
  const plan = planMemory(network, budget);
  const kernels = createKernels(plan.size);
  const { memory } = kernels;
  const tables = createLoadedTables(network, plan, memory);
  const withWeights = createTailWeights(network, plan, memory);
  const seeds = createSeeds(network, plan, kernels, tables);
  const { layers, cost } = network;
  const mirrors = mirrorsFrom(network);
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

  /** Units of the last layer: each panel's increments are 0 but for its own unit's. */
  const placeSeeds = ({ count, units }: Panels, deltas: number): void => {
    const { stride } = layers[last]!;
    memory.fill(0, deltas, deltas + count * stride);
    for (let p = 0; p < count; p++) {
      const seed = plan.seeds + p * PANEL;
      memory.copyWithin(deltas + p * stride + units[p]! * PANEL, seed, seed + PANEL);
    }
  };

  /** The panels' increments at the last layer's pre-activations; returns the buffer they stand in. */
  const propagate = (panels: Panels): number => {
    const { layer, count } = panels;
    let [deltas, next] = plan.deltas;
    if (layer === last) placeSeeds(panels, deltas);
    else {
      const { place, stride } = layers[layer + 1]!;
      kernels.spread(count, place.units, plan.columnList, plan.seeds, deltas, stride);
    }
    for (let index = layer + 2; index <= last; index++) {
      activate(index - 1, deltas, count);
      multiply(index, count, deltas, next);
      [deltas, next] = [next, deltas];
    }
    return deltas;
  };

  /** Moves the units by `step`; returns the buffer of what the cost takes the increments of. */
  const follow = (panels: Panels, step: number): number => {
    seeds.move(panels, step);
    const deltas = propagate(panels);
    if (cost === 'mean-squared-error') activate(last, deltas, panels.count);
    return deltas;
  };

  const costOf = (deltas: number, count: number, sign: number, to: number): void => {
    const { stride, place } = layers[last]!;
    const [z, tableSize] = [plan.costTables, plan.groups * stride];
    const kernel = kernels.costs[cost];
    kernel(count, place.units, deltas, stride, sign, plan.groupList, z, stride, tableSize, to);
  };

  const respond = (panels: Panels, step: number): Responses => {
    const { layer, count } = panels;
    memory.fill(0, plan.flags, plan.flags + count * PANEL);
    seeds.list(panels);
    const deltas = follow(panels, step);
    costOf(deltas, count, 1, plan.plus);
    if (tables.side() !== 'on' && mirrors[layer]) costOf(deltas, count, -1, plan.minus);
    else costOf(follow(panels, -step), count, 1, plan.minus);
    const lanes = (at: number) => memory.subarray(at, at + count * PANEL);
    return { plus: lanes(plan.plus), minus: lanes(plan.minus), flags: lanes(plan.flags) };
  };

  return { plan, kernels, tables, respond };
};
