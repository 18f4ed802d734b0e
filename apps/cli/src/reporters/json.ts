import { reportToJson } from '@gradproof/core';
import type { Outcome } from '../outcome.ts';
import { EXIT_STATUS } from '../exit-status.ts';
import { messageOf } from '../words/message-of.ts';
import type { Reporter } from './reporter.ts';

/** Why there is no result, for programs: the message that standard error has, and the exit status. */
export const errorJson = (message: string, status: number): string => JSON.stringify({ message, status });

const entryOf = (outcome: Outcome): string => {
  const result =
    outcome.kind === 'reported'
      ? `"report":${reportToJson(outcome.report)}`
      : `"error":${errorJson(messageOf(outcome.error), EXIT_STATUS.badInput)}`;
  return `{"problem":${JSON.stringify(outcome.problem)},${result}}`;
};

/** Of one problem its report as it is, of several `{ "reports": [{ "problem", "report" }] }`; in place of a report there may be an `error`. */
export const outcomesToJson = (outcomes: readonly Outcome[], isSeveral: boolean): string => {
  const [only] = outcomes;
  if (isSeveral || only === undefined) return `{"reports":[${outcomes.map(entryOf).join(',')}]}`;
  return only.kind === 'reported'
    ? reportToJson(only.report)
    : `{"error":${errorJson(messageOf(only.error), EXIT_STATUS.badInput)}}`;
};

/** The reports for programs. */
export const jsonReporter = (write: (text: string) => void, isSeveral: boolean): Reporter => ({
  finished: (outcomes) => write(`${outcomesToJson(outcomes, isSeveral)}\n`),
});
