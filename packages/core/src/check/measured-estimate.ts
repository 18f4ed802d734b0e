import type { Estimate } from '../contract/coverage.ts';

/** A check that takes less by a low estimate of the machine's speed needs no better one, in seconds. */
const SHORT_SECONDS = 1;

/** The first runs, in which threads start and code is translated, say nothing of the others. */
const FIRST_RUNS = 4;

/** After these so many more are timed, and so long. */
const TIMED_RUNS = 4;
const TIMED_SECONDS = 0.5;

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
  let start = 0;
  return (ended, runs) => {
    if (isTold) return;
    const now = seconds();
    if (ended === FIRST_RUNS) start = now;
    const isTimed = ended >= FIRST_RUNS + TIMED_RUNS && now - start >= TIMED_SECONDS;
    if (!isTimed && ended < runs) return;
    isTold = true;
    const left = ended === runs ? 0 : ((runs - ended) * (now - start)) / (ended - FIRST_RUNS);
    tell({ ...estimate, seconds: now + left });
  };
};
