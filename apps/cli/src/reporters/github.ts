import type { Report } from '@gradproof/core';
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Outcome } from '../outcome.ts';
import { messageOf } from '../words/message-of.ts';
import { type Place, placeOfGradient } from './place-of-gradient.ts';
import type { Reporter } from './reporter.ts';

/** As GitHub's runner reads the message of a command. */
const escapedMessage = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapedProperty = (text: string): string =>
  escapedMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** An annotation, as a workflow command; files are named from the root of the checkout. */
const annotation = (
  level: 'error' | 'warning',
  { file, line, column }: Place & { readonly column?: number },
  title: string,
  message: string,
): string => {
  const root = process.env['GITHUB_WORKSPACE'] ?? process.cwd();
  const place = { file: relative(root, resolve(file)), line, ...(column === undefined ? {} : { col: column }), title }; // prettier-ignore
  const properties = Object.entries(place).map(([key, value]) => `${key}=${escapedProperty(String(value))}`);
  return `::${level} ${properties.join(',')}::${escapedMessage(message)}\n`;
};

const PLACE = /(?<file>[^\s()]+):(?<line>\d+):(?<column>\d+)/;

/** The place that a message names, or the problem's. */
const placeOfError = (problem: string, message: string): Place & { readonly column?: number } => {
  const { file, line, column } = PLACE.exec(message)?.groups ?? {};
  if (file === undefined || !existsSync(file)) return placeOfGradient(problem);
  return { file, line: Number(line), column: Number(column) };
};

const likelyMistakes = ({ tensors }: Report): string[] =>
  tensors.flatMap(({ diagnosis }) => (diagnosis === null ? [] : [`- ${diagnosis.message}`]));

const annotationOf = (outcome: Outcome): string => {
  const { problem } = outcome;
  if (outcome.kind === 'refused') {
    const message = messageOf(outcome.error);
    return annotation('error', placeOfError(problem, message), 'gradproof: not checked', message);
  }
  const { report } = outcome;
  if (report.verdict === 'correct') return '';
  const level = report.verdict === 'incorrect' ? 'error' : 'warning';
  const message = [`${problem}: ${report.reason}`, ...likelyMistakes(report)].join('\n');
  return annotation(level, placeOfGradient(problem), `gradproof: ${report.verdict}`, message);
};

/** Annotations of a pull request on GitHub: one for each problem that isn't correct. */
export const githubReporter = (write: (text: string) => void): Reporter => ({
  finished: (outcomes) => {
    for (const outcome of outcomes) {
      const text = annotationOf(outcome);
      if (text !== '') write(text);
    }
  },
});
