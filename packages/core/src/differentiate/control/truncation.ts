import type { Evaluator, Method } from '../../contract/engine.ts';
import type { CoordinateEntry } from '../../contract/entries.ts';
import { INCREMENTAL_EPSILON } from '../../contract/options.ts';
import { HIGHER_ORDERS } from '../../numerics/safety-factors.ts';
import { whereAnswered } from '../adaptive/where-answered.ts';

/** The shorter step that shows the truncation of ε, as a part of it: at half of ε terms of two orders might cancel. */
export const NEARER = 1 / 4;

/** With an error of order ε², D(ε) − D(NEARER·ε) is this part of the error of D(ε): 15/16. */
const SHOWN = 1 - NEARER ** 2;

/** How far the truncation of ε may move a slope, as one by a step of NEARER·ε shows. */
export const truncationOf = (slope: number, nearer: number): number =>
  (HIGHER_ORDERS / SHOWN) * Math.abs(slope - nearer);

/** A step that crosses a kink is taken this part as long, so often at the most. */
const SHORTER = 1 / 8;
const SHORTENINGS = 8;

/** The largest truncation of gradapprox at a coordinate that is consistent with another step. */
export type TruncationAt = (entry: Pick<CoordinateEntry, 'coordinate' | 'gradapprox'>) => Promise<number>;

/**
 * By a shorter step: NEARER·ε, or less where that crosses a kink; or, as increments don't cancel, one that has no truncation. 0 where that isn't
 * shorter, and at a kink that has its own bounds; Infinity where every step crosses one, or J has no value there.
 */
export const createTruncationAt = (
  evaluator: Evaluator,
  { method, epsilon }: { readonly method: Method; readonly epsilon: number },
  signal: AbortSignal | undefined,
): TruncationAt => {
  const longest = method === 'incremental' ? INCREMENTAL_EPSILON : NEARER * epsilon;
  return async ({ coordinate, gradapprox }) => {
    if (longest >= epsilon) return 0;
    const shard = { start: coordinate, end: coordinate + 1 };
    for (let turn = 0, step = longest; turn <= SHORTENINGS; turn++, step *= SHORTER) {
      const nearer = await whereAnswered(() => evaluator.derivatives(shard, step, signal));
      if (nearer === null) return Infinity;
      const { values, kinks } = nearer;
      if (kinks.oneSided.length > 0) return 0;
      if (!Number.isFinite(values[0])) return Infinity;
      if (kinks.resolved || kinks.coordinates.length === 0) return truncationOf(gradapprox, values[0]!);
    }
    return Infinity;
  };
};

/** The truncation of each entry, by coordinate. */
export const measureTruncations = async (
  entries: readonly CoordinateEntry[],
  truncationAt: TruncationAt,
): Promise<ReadonlyMap<number, number>> => {
  const truncations = new Map<number, number>();
  for (const entry of entries) truncations.set(entry.coordinate, await truncationAt(entry));
  return truncations;
};
