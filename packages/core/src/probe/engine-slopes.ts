import { centralDifference } from '../central-difference.ts';
import type { Evaluator } from '../engine.ts';
import { noSlope, singleSlope, slopesOf, twoSlopes, type Slopes } from './slopes.ts';

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
  return {
    along: async (direction) => {
      let step = epsilon;
      for (let turn = 0; ; turn++, step *= SHORTER) {
        const found = await evaluator.directionalDifferences([direction], step, signal);
        evaluations += found.evaluations;
        const isCrossed = found.kinks.coordinates.length > 0;
        if (isCrossed && turn < SHORTENINGS) continue;
        const [slope] = centralDifference(found.values, step) as unknown as [number];
        if (!Number.isFinite(slope)) return noSlope('non-finite');
        const unknown = { slope, bound: Infinity }; // which slopes there are at a kink, single entries tell
        return isCrossed
          ? twoSlopes('kink', unknown, unknown)
          : singleSlope({ slope, bound: roundingAlong(direction) });
      }
    },
    each: async (range) => {
      const found = await evaluator.coordinateDifferences(range, epsilon, signal);
      evaluations += found.evaluations;
      return slopesOf(found, range.start, epsilon);
    },
    byUnits: true,
    evaluations: () => evaluations,
    step: () => epsilon,
  };
};
