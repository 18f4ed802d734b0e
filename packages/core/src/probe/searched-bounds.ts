import { SEARCHED_BOUNDS } from '../numerics/safety-factors.ts';
import type { ProbedSlope, Slopes } from './slopes.ts';

/** The slope with the error that a verdict allows a searched bound: of two slopes the bounds of both, not what lies between them. */
const withError = (slope: ProbedSlope): ProbedSlope => {
  const half = Math.abs(slope.bend.value) / 2;
  return {
    ...slope,
    bound: half + SEARCHED_BOUNDS * (slope.bound - half),
    bend: { value: slope.bend.value, bound: SEARCHED_BOUNDS * slope.bend.bound },
  };
};

/** Slopes whose bounds were searched, with errors e in the bounds' place: what is needed is asked of the bounds accordingly. */
export const withSearchedBounds = (slopes: Slopes): Slopes => ({
  ...slopes,
  along: async (direction, needed, family) =>
    withError(await slopes.along(direction, needed / SEARCHED_BOUNDS, family)),
  each: async (range, needed) => (await slopes.each(range, needed / SEARCHED_BOUNDS)).map(withError),
});
