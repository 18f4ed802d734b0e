import type { Estimate } from '../contract/coverage.ts';

/** A check that takes less by a low estimate of the machine's speed needs no better one, in seconds. */
const SHORT_SECONDS = 1;

/** So long and so many runs are timed, so that what happens once (translating code, starting threads) weighs little. */
const TIMED_SECONDS = 0.5;
const TIMED_RUNS = 4;

/**
 * Tells what a check takes once that is known. How fast increments are propagated depends on the machine, its threads and its load, so
 * that of a check that isn't short the first runs are timed; all runs have about the same work.
 *
 * @param estimate By a low estimate of the speed.
 * @param tell Told once: at once, or when runs were timed.
 * @param seconds Seconds since the runs began.
 * @returns To be called after each run with how many of how many have ended.
 */
export const measuredEstimate = (
  estimate: Estimate,
  tell: (estimate: Estimate) => void,
  seconds: () => number,
): ((ended: number, runs: number) => void) => {
  if (!(estimate.seconds >= SHORT_SECONDS)) {
    tell(estimate);
    return () => {};
  }
  let isTold = false;
  return (ended, runs) => {
    const isTimed = ended === runs || (ended >= TIMED_RUNS && seconds() >= TIMED_SECONDS);
    if (isTold || !isTimed) return;
    isTold = true;
    tell({ ...estimate, seconds: (seconds() * runs) / ended });
  };
};
