import type { Asking } from '../../contract/line.ts';
import type { Samples } from './samples.ts';

/** The change of J, in √(σ·|J|), at which the noise of a difference and what J bends by are about as large. */
const CHANGE = 4;

/** J changes by no more than this part of itself: further off it may be another function. */
const MOST = 1 / 4;

/** Levels that a step is lengthened or shortened at a time, and in all. */
const LEVELS = 3;
const FARTHEST = 15;

/**
 * A parameter that is 0 says nothing of its scale, J does: how many levels from an offset lead to where J changes by 4·√(σ·|J|), and by no
 * more than a quarter.
 */
export function* levelsToOwnScale(samples: Samples, offset: number): Asking<number> {
  const { sigma, line } = samples;
  const { size } = line;
  function* changeAt(levels: number): Asking<number> {
    const [pair] = yield* samples.add([offset * 2 ** levels]);
    return Math.max(Math.abs(pair!.plus - line.cost), Math.abs(pair!.minus - line.cost));
  }
  let levels = 0;
  let change = yield* changeAt(0);
  while (levels < FARTHEST && change < CHANGE * Math.sqrt(sigma * size))
    change = yield* changeAt((levels += LEVELS));
  while (levels > -FARTHEST && size > 0 && !(change <= MOST * size))
    change = yield* changeAt((levels -= LEVELS));
  return levels;
}
