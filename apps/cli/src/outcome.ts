import type { Report } from '@gradproof/core';
import { EXIT_STATUS, statusOf } from './exit-status.ts';

/** How the check of one problem ended: with a report, or with the reason why there is none. */
export type Outcome =
  | {
      readonly kind: 'reported';
      readonly problem: string;
      readonly report: Report;
      /** Why its page could not be written, where one was asked for. */
      readonly unwritten: { readonly reason: unknown } | null;
    }
  | { readonly kind: 'refused'; readonly problem: string; readonly error: unknown };

/** The exit status of one problem's outcome. */
export const statusOfOutcome = (outcome: Outcome): number =>
  outcome.kind === 'refused' || outcome.unwritten ? EXIT_STATUS.badInput : statusOf(outcome.report.verdict);

/** What counts first: a problem that could not be checked, then a wrong gradient, then an unsettled one. */
const WORST_FIRST = [
  EXIT_STATUS.badInput,
  EXIT_STATUS.incorrect,
  EXIT_STATUS.inconclusive,
  EXIT_STATUS.correct,
];

/** The exit status of several outcomes: the worst of theirs. */
export const statusOfAll = (outcomes: readonly Outcome[]): number => {
  const statuses = new Set(outcomes.map(statusOfOutcome));
  return WORST_FIRST.find((status) => statuses.has(status)) ?? EXIT_STATUS.badInput;
};
