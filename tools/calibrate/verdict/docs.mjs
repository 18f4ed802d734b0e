import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tablesOf } from './table.mjs';

const METHOD = fileURLToPath(new URL('../../../docs/method.md', import.meta.url));

/** What stands between these is written by `--write-docs`, and by nobody else. */
const BEGIN = '<!-- calibrate:verdict begins -->';
const END = '<!-- calibrate:verdict ends -->';

/** The text with something else between the marks. */
export const putBetweenMarks = (text, inner) => {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`docs/method.md has no ${BEGIN} … ${END}.`);
  return `${text.slice(0, begin + BEGIN.length)}\n\n${inner}\n\n${text.slice(end)}`;
};

/** Puts a record's tables into docs/method.md. */
export const writeDocs = ({ sources, cells }, path = METHOD) => {
  const inner = [
    `Counted of sources ${sources}, ${cells.reduce((sum, { counts }) => sum + counts.right, 0)} right checks and ${cells.reduce((sum, { counts }) => sum + counts.beyond, 0)} wrong ones.`,
    ...tablesOf(cells),
  ].join('\n\n');
  writeFileSync(path, putBetweenMarks(readFileSync(path, 'utf8'), inner));
};
