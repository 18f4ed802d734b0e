import type { Report } from '@gradproof/core';
import type { Finding, TensorReport } from '@gradproof/core/report';
import { formatReport } from '@gradproof/report';
import { wordRemedy } from '../words/remedy.ts';

/** A residual below this is rounding, and the order of such entries is chance. */
const ROUNDING = 1e-9;

/** Entries that are wrong, not those that rounding or noise made differ. */
const onlyMistakes = ({ worst, verdict }: TensorReport): TensorReport['worst'] =>
  verdict === 'incorrect' ? worst.filter(({ residual }) => !(Math.abs(residual) < ROUNDING)) : [];

/** The first finding of each kind. */
const oneOfEachKind = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ kind }, k) => findings.findIndex((other) => other.kind === kind) === k);

/** Numbers that a sentence has by itself. */
const PART_OF_SENTENCE = /99\.9 %|log\(a \+ 1e-8\)/.source;
/** Numbers with a point or an exponent: measured, not counted. */
const MEASURED = /-?\b\d+(?:\.\d+)?e[+-]?\d+\b|-?\b\d+\.\d+\b/.source;
const NUMBERS = new RegExp(`(${PART_OF_SENTENCE})|${MEASURED}`, 'g');

/** A difference of 0, before a comma or a verdict: elsewhere the same check may leave 1e-17. */
const NO_DIFFERENCE = /\b0(?=, threshold| +(?:correct|incorrect|inconclusive))/g;

/**
 * The report's text as reviewers compare it: its words, names and counts, in lines that aren't wrapped. Measured numbers, the number of
 * evaluations and the machine are left out, since they depend on the processor and on last bits; of findings each kind is shown once.
 */
export const stableText = (report: Report): string => {
  const tensors = report.tensors.map((tensor) => ({ ...tensor, worst: onlyMistakes(tensor) }));
  const findings = oneOfEachKind(report.findings ?? []);
  return formatReport({ ...report, tensors, findings }, { width: Infinity, wordRemedy })
    .replace(/[\d,]+ evaluations?/, '# evaluations')
    .replace(/[\d.]+ s on .*$/m, '# s on #')
    .replace(NO_DIFFERENCE, '#')
    .replace(NUMBERS, (_number, kept: string | undefined) => kept ?? '#')
    .replace(/ {2,}/g, '  ');
};
