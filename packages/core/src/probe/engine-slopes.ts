import { createEventLoopYielder } from '../async/event-loop-yield.ts';
import type { Evaluator } from '../contract/engine.ts';
import { INCREMENTAL_EPSILON } from '../contract/options.ts';
import type { Shard } from '../contract/shards.ts';
import { HIGHER_ORDERS } from '../numerics/safety-factors.ts';
import { noSlope, type ProbedSlope, singleSlope, type Slopes, slopesOf, twoSlopes } from './slopes.ts';

/** A step that crosses a kink is taken so much shorter, so often: increments don't cancel, however small they are. */
const SHORTER = 2 ** -8;
const SHORTENINGS = 3;

/** What slopes by increments are found with. */
export interface Increments {
  readonly evaluator: Evaluator;
  /** How far rounding may move the slope along a direction, [P]. */
  readonly roundingAlong: (direction: Float64Array) => number;
  readonly epsilon: number;
}

/** Slopes of a layered network by an engine's increments, which are exact but for rounding. */
export const createEngineSlopes = (
  { evaluator, roundingAlong, epsilon }: Increments,
  signal: AbortSignal | undefined,
): Slopes => {
  let evaluations = 0;
  const yielder = createEventLoopYielder(signal); // a direction takes milliseconds, and there are many
  const slopeAt = async (direction: Float64Array, step: number) => {
    if (yielder.isDue()) await yielder.pause();
    const derivatives = await evaluator.directionalDerivatives([direction], step, signal);
    evaluations += derivatives.evaluations;
    const slope = derivatives.values[0]!;
    return { slope, isCrossed: derivatives.kinks.coordinates.length > 0 };
  };
  const truncationOf = async (direction: Float64Array, step: number, slope: number): Promise<number> =>
    step <= INCREMENTAL_EPSILON
      ? 0
      : HIGHER_ORDERS * Math.abs(slope - (await slopeAt(direction, INCREMENTAL_EPSILON)).slope);
  const entriesAt = async (range: Shard, step: number): Promise<ProbedSlope[]> => {
    const derivatives = await evaluator.derivatives(range, step, signal);
    evaluations += derivatives.evaluations;
    return slopesOf(derivatives, range.start);
  };
  return {
    along: async (direction) => {
      let step = epsilon;
      for (let turn = 0; ; turn++, step *= SHORTER) {
        const { slope, isCrossed } = await slopeAt(direction, step);
        if (isCrossed && turn < SHORTENINGS) continue;
        if (!Number.isFinite(slope)) return noSlope('non-finite');
        const unknown = { slope, bound: Infinity }; // which slopes there are at a kink, single entries tell
        if (isCrossed) return twoSlopes('kink', unknown, unknown);
        const bound = roundingAlong(direction) + (await truncationOf(direction, step, slope));
        return singleSlope({ slope, bound });
      }
    },
    each: async (range) => {
      const entries = await entriesAt(range, epsilon);
      if (epsilon <= INCREMENTAL_EPSILON) return entries;
      const nearer = await entriesAt(range, INCREMENTAL_EPSILON);
      return entries.map((entry, k) =>
        entry.obstacle === null
          ? singleSlope({
              ...entry,
              bound: entry.bound + HIGHER_ORDERS * Math.abs(entry.slope - nearer[k]!.slope),
            })
          : entry,
      );
    },
    eachTakes: ({ shape }) => 2 * (shape[0] ?? 1),
    byUnits: true,
    evaluations: () => evaluations,
    step: () => epsilon,
  };
};
