import type { Report } from '@gradproof/core';
import { safeText } from '@gradproof/model';
import { formatReport } from '@gradproof/report';
import type { Outcome } from '../outcome.ts';
import type { Terminal } from '../terminal.ts';
import { wordRemedy } from '../words/remedy.ts';
import type { Reporter } from './reporter.ts';
import { summaryOf } from './summary.ts';

/** How much is said: `quiet` a line a problem, `normal` the report but of one of several that is correct, `verbose` every report. */
export type Detail = 'quiet' | 'normal' | 'verbose';

/** Longest name of a problem that is shown. */
const LONGEST_NAME = 500;

/** The report for people: of one problem as it is, of several under their names, with a summary at the end. */
export const textReporter = (
  { out, color, width }: Pick<Terminal, 'out' | 'color' | 'width'>,
  { isSeveral, detail }: { readonly isSeveral: boolean; readonly detail: Detail },
): Reporter => {
  const whole = (report: Report) => formatReport(report, { color, width, wordRemedy });
  const headline = (report: Report) => whole(report).split('\n', 1)[0]!;
  if (!isSeveral) {
    const said = detail === 'quiet' ? headline : whole;
    return { ended: (outcome) => outcome.kind === 'reported' && out(`${said(outcome.report)}\n`) };
  }
  const textOf = (outcome: Outcome): string => {
    if (outcome.kind === 'refused') return 'NOT CHECKED'; // standard error says why
    const isShort = detail === 'quiet' || (detail === 'normal' && outcome.report.verdict === 'correct');
    return isShort ? shortOf(outcome.report, headline) : whole(outcome.report);
  };
  return {
    ended: (outcome) => out(`${safeText(outcome.problem, LONGEST_NAME)}\n${textOf(outcome)}\n\n`),
    finished: (outcomes) => out(`${summaryOf(outcomes)}\n`),
  };
};

/** The first line of a report, and how much more it says. */
const shortOf = (report: Report, headline: (report: Report) => string): string => {
  const remarks = report.findings?.length ?? 0;
  const more = remarks === 0 ? '' : ` (${remarks} ${remarks === 1 ? 'remark' : 'remarks'}: see --verbose)`;
  return `${headline(report)}${more}`;
};
