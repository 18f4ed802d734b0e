import type { MemoryPlan } from './memory-plan.ts';
import type { PreparedNetwork } from './prepared-network.ts';
import { activationTables, costTableCount } from './tables.ts';

/** Where a unit at its kink is taken to stand: left of it, right of it, or on it, so that each sign of a step takes its own side. */
export type KinkSide = 'left' | 'right' | 'on';

const Z_OF_SIDE: Readonly<Record<KinkSide, number>> = { left: -Infinity, right: Infinity, on: 0 };

/** The forward pass's tables of some groups of examples, in a thread's memory. */
export interface LoadedTables {
  /** Loads the groups from `first` on, at most plan.groups; returns the group after the last. */
  readonly load: (first: number) => number;
  /** A group's place among the loaded ones. */
  readonly placeOf: (group: number) => number;
  /** Takes all units that stand at a kink to stand on that side of it; `left` after each load. */
  readonly takeSide: (side: KinkSide) => void;
  readonly side: () => KinkSide;
}

/** None is loaded yet. */
export const createLoadedTables = (
  { layers, cost, costTables, groups }: PreparedNetwork,
  plan: MemoryPlan,
  memory: Float64Array,
): LoadedTables => {
  let loadedFrom = -1;
  let side: KinkSide = 'left';

  /** Some tables of `stride` numbers a group, side by side in `from` and, for the loaded groups, at `to`. */
  const copy = (
    from: Float64Array,
    tables: number,
    stride: number,
    to: number,
    first: number,
    until: number,
  ) => {
    const size = from.length / tables;
    for (let table = 0; table < tables; table++) {
      const part = from.subarray(table * size + first * stride, table * size + until * stride);
      memory.set(part, to + table * plan.groups * stride);
    }
  };

  const load = (first: number): number => {
    const until = Math.min(first + plan.groups, groups);
    if (first === loadedFrom) return until;
    layers.forEach(({ tables, place, stride }, index) =>
      copy(tables, activationTables(place.activation), stride, plan.tables[index]!, first, until),
    );
    copy(costTables, costTableCount(cost), layers.at(-1)!.stride, plan.costTables, first, until);
    loadedFrom = first;
    side = 'left';
    return until;
  };

  const takeSide = (next: KinkSide): void => {
    if (next === side) return;
    layers.forEach(({ atKink, stride }, index) => {
      const offset = plan.tables[index]! - loadedFrom * stride;
      for (const at of atKink) {
        const place = Math.floor(at / stride) - loadedFrom;
        if (place >= 0 && place < plan.groups) memory[offset + at] = Z_OF_SIDE[next];
      }
    });
    side = next;
  };

  return { load, placeOf: (group) => group - loadedFrom, takeSide, side: () => side };
};
