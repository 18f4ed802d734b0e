import { countText } from '@gradproof/report';
import type { Outcome } from '../outcome.ts';

/** The words of a summary, in the order in which they count. */
const WORDS = ['not checked', 'incorrect', 'inconclusive', 'correct'] as const;

const wordOf = (outcome: Outcome): (typeof WORDS)[number] =>
  outcome.kind === 'refused' ? 'not checked' : outcome.report.verdict;

/** `3 problems: 1 incorrect, 2 correct` */
export const summaryOf = (outcomes: readonly Outcome[]): string => {
  const counts = WORDS.map((word) => ({ word, count: outcomes.filter((o) => wordOf(o) === word).length }));
  const said = counts
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${countText(count)} ${word}`);
  return `${countText(outcomes.length)} ${outcomes.length === 1 ? 'problem' : 'problems'}: ${said.join(', ')}`;
};
