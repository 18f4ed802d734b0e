import { centralDifference } from '../central-difference.ts';
import type { Evaluator } from '../engine.ts';
import type { Slopes } from './slopes.ts';

/** A step that crosses a kink is taken so much shorter, so often: increments don't cancel, however small they are. */
const SHORTER = 2 ** -8;
const SHORTENINGS = 3;
/** What rounding leaves of increments along a direction, relative to Σ|gradᵢ·vᵢ|'s root of squares: measured, with room. */
const ROUND_OFF = 2 ** -40;

/** Slopes of a layered network by an engine's increments, which are exact but for rounding. grad gives their size. */
export const createEngineSlopes = (
  evaluator: Evaluator,
  grad: Float64Array,
  epsilon: number,
  signal: AbortSignal | undefined,
): Slopes => {
  let evaluations = 0;
  const sizeAlong = (direction: Float64Array): number =>
    Math.sqrt(direction.reduce((sum, v, i) => sum + (v * grad[i]!) ** 2, 0));
  return {
    along: async (direction) => {
      let step = epsilon;
      for (let turn = 0; ; turn++, step *= SHORTER) {
        const found = await evaluator.directionalDifferences([direction], step, signal);
        evaluations += found.evaluations;
        if (found.kinks.coordinates.length > 0 && turn < SHORTENINGS) continue;
        const [slope] = centralDifference(found.values, step) as unknown as [number];
        return { slope, bound: ROUND_OFF * Math.max(sizeAlong(direction), Math.abs(slope)) };
      }
    },
    at: async (coordinate) => {
      const shard = { start: coordinate, end: coordinate + 1 };
      const found = await evaluator.coordinateDifferences(shard, epsilon, signal);
      evaluations += found.evaluations;
      const [slope] = centralDifference(found.values, epsilon) as unknown as [number];
      const rounding = (found.roundOff?.[0] ?? 0) / (2 * epsilon);
      const [kink] = found.kinks.oneSided;
      const width = kink ? (kink.upper - kink.lower) / (4 * epsilon) : 0; // any slope between a kink's two is right
      return { slope, bound: rounding + width };
    },
    evaluations: () => evaluations,
    step: () => epsilon,
  };
};
