import { isModulePath } from '@gradproof/problems';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A line of a file, from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** Where a module's gradient is most likely to be written: as a function, as a key of the problem, or whatever exports it. */
const IN_MODULE = [
  /\bfunction\s*\*?\s*(?:gradient|costAndGradient|vjp|jvp)\b/,
  /\b(?:gradient|costAndGradient|vjp|jvp)\s*=[^=]/,
  /\b(?:gradient|costAndGradient|vjp|jvp)\s*[:(]/,
  /\bexport\s+default\b|\bmodule\.exports\b|\bexports\.default\b/,
];

/** Of a problem folder: where problem.json names the gradient's file, or its process. */
const IN_DESCRIPTION = [/"gradients"\s*:/, /"process"\s*:/];

const lineOf = (text: string, patterns: readonly RegExp[]): number => {
  const index = patterns.map((pattern) => text.search(pattern)).find((found) => found >= 0) ?? 0;
  return text.slice(0, index).split('\n').length;
};

/** Where the gradient of a problem is written, as well as its text tells. */
export const placeOfGradient = (problem: string): Place => {
  try {
    const file = statSync(problem).isDirectory() ? join(problem, 'problem.json') : problem;
    const patterns = isModulePath(file) ? IN_MODULE : IN_DESCRIPTION;
    return { file, line: lineOf(readFileSync(file, 'utf8'), patterns) };
  } catch {
    return { file: problem, line: 1 };
  }
};
