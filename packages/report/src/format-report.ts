import type { Finding, Report, TensorReport, Verdict } from '@gradproof/core/report';
import { diagnosisLabel, toldOnce } from '@gradproof/core/report';
import { shapeText } from '@gradproof/model';
import picocolors from 'picocolors';
import { coverageText, plural, stepText } from './text/circumstance-text.ts';
import { digitsText, durationText, sizeText } from './text/number-text.ts';
import { remedySentence, type WordRemedy } from './text/remedy-text.ts';
import { safeName, safeText } from '@gradproof/model';
import { table } from './text/table.ts';
import { wrap, wrapList } from './text/wrap.ts';

/** How the text is made. */
export interface TextOptions {
  /** Colour codes in it; false by default. */
  readonly color?: boolean;
  /** Columns that sentences are wrapped to; 100 by default. */
  readonly width?: number;
  /** Words remedies in the caller's terms, its options for instance; by default in none. */
  readonly wordRemedy?: WordRemedy | undefined;
}

type Colors = ReturnType<typeof picocolors.createColors>;

/** Tensors shown beside those that are not correct; a network of hundreds of layers still fits a screen. */
const SHOWN_TENSORS = 40;
/** Diagnoses shown in full. */
const SHOWN_DIAGNOSES = 8;
/** Findings shown. */
const SHOWN_FINDINGS = 12;
/** Worst entries listed in all. */
const SHOWN_ENTRIES = 10;

const painted = (colors: Colors, verdict: Verdict, text: string): string => {
  switch (verdict) {
    case 'correct':
      return colors.green(text);
    case 'incorrect':
      return colors.red(text);
    case 'inconclusive':
      return colors.yellow(text);
  }
};

const headline = (colors: Colors, { verdict, difference, threshold }: Report): string =>
  `${colors.bold(painted(colors, verdict, verdict.toUpperCase()))}  difference ${digitsText(difference)}, threshold ${threshold}`;

const shownTensors = (tensors: readonly TensorReport[]): TensorReport[] => {
  if (tensors.length <= SHOWN_TENSORS) return [...tensors];
  const wrong = tensors.filter(({ verdict }) => verdict !== 'correct');
  return (wrong.length > 0 ? wrong : tensors).slice(0, SHOWN_TENSORS);
};

const tensorTable = (colors: Colors, tensors: readonly TensorReport[]): string[] => {
  const shown = shownTensors(tensors);
  const rows = shown.map(({ name, shape, difference, verdict, diagnosis }) => [
    safeName(name),
    shapeText(shape),
    sizeText(difference),
    painted(colors, verdict, verdict),
    diagnosis === null ? '' : diagnosisLabel(diagnosis),
  ]);
  const lines = table(
    [
      [
        'tensor',
        'shape',
        'difference',
        'verdict',
        tensors.some(({ diagnosis }) => diagnosis) ? 'likely' : '',
      ].map((title) => colors.dim(title)),
      ...rows,
    ],
    ['left', 'left', 'right', 'left', 'left'],
  );
  const rest = tensors.length - shown.length;
  return rest === 0 ? lines : [...lines, colors.dim(`… and ${rest} other tensors`)];
};

/** What each diagnosis means, the same of several tensors once. */
const likelyMistakes = (colors: Colors, tensors: readonly TensorReport[], width: number): string[] => {
  const told = tensors.flatMap(({ name, diagnosis }) =>
    diagnosis ? [{ name, message: diagnosis.message }] : [],
  );
  const messages = toldOnce(told).map(({ message }) => safeText(message, 600));
  if (messages.length === 0) return [];
  const rest = messages.length - SHOWN_DIAGNOSES;
  return [
    '',
    colors.dim('likely mistakes'),
    ...messages
      .slice(0, SHOWN_DIAGNOSES)
      .flatMap((message) =>
        wrap(`- ${message}`, width - 2).map((line, at) => (at === 0 ? line : `  ${line}`)),
      ),
    ...(rest > 0 ? [colors.dim(`… and ${rest} more`)] : []),
  ];
};

const entryName = (name: string, index: readonly number[]): string =>
  index.length === 0 ? safeName(name) : `${safeName(name)}[${index.join(',')}]`;

/** The largest residuals of the tensors that are not correct. */
const worstTable = (colors: Colors, tensors: readonly TensorReport[]): string[] => {
  const rows = tensors
    .filter(({ verdict }) => verdict !== 'correct')
    .flatMap(({ name, worst }) => worst.map((entry) => ({ name, ...entry })))
    .sort((a, b) => severity(b.residual) - severity(a.residual))
    .slice(0, SHOWN_ENTRIES)
    .map(({ name, index, grad, gradapprox, residual }) => [
      entryName(name, index),
      digitsText(grad),
      digitsText(gradapprox),
      sizeText(residual),
    ]);
  if (rows.length === 0) return [];
  const titles = ['worst entries', 'grad', 'gradapprox', 'residual'].map((title) => colors.dim(title));
  return ['', ...table([titles, ...rows], ['left', 'right', 'right', 'right'])];
};

const severity = (residual: number): number =>
  Number.isFinite(residual) ? Math.abs(residual) : Number.MAX_VALUE;

/** How it was found, as two lists. */
const footer = (report: Report): string[][] => {
  const { method, engine, cost, evaluations, seconds, kinks, control, taylor } = report;
  return [
    [coverageText(report), `${method} method`, `epsilon ${stepText(report)}`, `J = ${digitsText(cost)}`],
    [
      ...(kinks.crossed > 0 ? [`${plural(kinks.crossed, 'coordinate')} crossed a kink`] : []),
      ...(kinks.at > 0 ? [`${plural(kinks.at, 'unit')} stood at a kink`] : []),
      ...(control
        ? [`control: ${control.agreed} of ${plural(control.coordinates, 'coordinate')} agreed`]
        : []),
      ...(taylor ? [`Taylor remainder of slope ${taylor.slope.toFixed(2)}`] : []),
      `${plural(evaluations, 'evaluation')} of J`,
      `${durationText(seconds)} on ${safeText(engine.name)} (${safeText(engine.device)}, ${engine.precision}${engine.software ? ', software' : ''})`,
    ],
  ];
};

/** What probes would have found, of the tensors shown; where entries were compared one by one the reason says it. */
const limitLines = ({ tensors, coverage }: Report, width: number): string[] => {
  if (coverage?.kind !== 'probe') return [];
  const limited = shownTensors(tensors).flatMap(({ name, detectionLimit }) =>
    detectionLimit && Number.isFinite(detectionLimit.norm) ? [{ name, ...detectionLimit }] : [],
  );
  const sentences = limited.flatMap(({ name, norm, entry }) =>
    wrap(
      `would have caught with 99.9 %: in ${safeName(name)} an error of norm ≥ ${sizeText(norm)}, or one entry off by ≥ ${sizeText(entry)}`,
      width,
    ),
  );
  return sentences.length === 0 ? [] : ['', ...sentences];
};

/** What was found besides mistakes of the gradient. */
const findingLines = (findings: readonly Finding[], width: number): string[] =>
  toldOnce(findings.map(({ tensor = '', message }) => ({ name: tensor, message })))
    .slice(0, SHOWN_FINDINGS)
    .flatMap(({ message }, k) => {
      const [first, ...rest] = wrap(safeText(message, 600), width - 2);
      return [...(k === 0 ? [''] : []), `- ${first}`, ...rest.map((line) => `  ${line}`)];
    });

/**
 * The report for people: verdict, what it means and what to do, a table of tensors, the worst entries, how it was found.
 *
 * @param report The report of a check.
 * @param options Colours and width of the text.
 * @returns Lines that end without a newline. Nothing in them can steer a terminal, whatever names the report holds.
 */
export const formatReport = (
  report: Report,
  { color = false, width = 100, wordRemedy }: TextOptions = {},
): string => {
  const colors = picocolors.createColors(color);
  return [
    headline(colors, report),
    ...wrap(`${safeText(report.reason, 2000)}${remedySentence(report.remedies, wordRemedy)}`, width),
    '',
    ...tensorTable(colors, report.tensors),
    ...likelyMistakes(colors, report.tensors, width),
    ...worstTable(colors, report.tensors),
    ...limitLines(report, width),
    ...findingLines(report.findings ?? [], width),
    '',
    ...footer(report)
      .flatMap((facts) => wrapList(facts, width))
      .map((line) => colors.dim(line)),
  ].join('\n');
};
