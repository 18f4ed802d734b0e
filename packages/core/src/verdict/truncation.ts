import { centralDifference } from '../central-difference.ts';
import { INCREMENTAL_EPSILON } from '../check-options.ts';
import type { Evaluator, Method } from '../engine.ts';
import type { CoordinateEntry } from '../worst-entries.ts';

/** Richardson: with an error of order ε², D(ε) − D(ε/2) is ¾ of the error of D(ε). */
const RICHARDSON = 4 / 3;
/** Room for the higher orders. */
const MARGIN = 2;

/** The largest truncation of gradapprox at a coordinate that another step allows for. */
export type TruncationAt = (entry: Pick<CoordinateEntry, 'coordinate' | 'gradapprox'>) => Promise<number>;

/**
 * By the step that shows the truncation of ε: half of it; or, as increments don't cancel, one that has none. 0 where that isn't shorter, and
 * at a kink, which has its own bounds.
 */
export const createTruncationAt = (
  evaluator: Evaluator,
  { method, epsilon }: { readonly method: Method; readonly epsilon: number },
  signal: AbortSignal | undefined,
): TruncationAt => {
  const [shorter, order] = method === 'incremental' ? [INCREMENTAL_EPSILON, 1] : [epsilon / 2, RICHARDSON];
  return async ({ coordinate, gradapprox }) => {
    if (shorter >= epsilon) return 0;
    const shard = { start: coordinate, end: coordinate + 1 };
    const { values, kinks } = await evaluator.coordinateDifferences(shard, shorter, signal);
    if (kinks.oneSided.length > 0) return 0;
    return MARGIN * order * Math.abs(gradapprox - centralDifference(values, shorter)[0]!);
  };
};
