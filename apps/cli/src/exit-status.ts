import type { Verdict } from '@gradproof/core';

/** What the process ends with. */
export const EXIT_STATUS = {
  correct: 0,
  incorrect: 1,
  /** Bad usage or bad input: one message on standard error. */
  badInput: 2,
  inconclusive: 3,
  /** The fleet failed: Redis out of reach, state lost, a shard that can't be computed. */
  fleetFailed: 4,
  /** Ctrl-C: 128 + SIGINT. */
  interrupted: 130,
} as const;

/** The exit status that says this verdict. */
export const statusOf = (verdict: Verdict): number => EXIT_STATUS[verdict];
