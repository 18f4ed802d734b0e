import type { Outcome } from '../outcome.ts';

/** Shows how checks ended, in one form. */
export interface Reporter {
  /** Told of each problem as it ends. */
  readonly ended?: (outcome: Outcome) => void;
  /** Told of all, once: synchronous, so that it is heard where a problem's code ends the process, too. */
  readonly finished?: (outcomes: readonly Outcome[]) => void;
}
