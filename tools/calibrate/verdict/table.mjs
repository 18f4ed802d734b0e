import { totalOf } from './tally.mjs';

const percent = (part) =>
  part === 0 ? '0' : part < 0.0095 ? (100 * part).toFixed(2) : (100 * part).toFixed(1);

/** A part of so many, in %; a dash of none. */
const share = (count, of) => (of === 0 ? '–' : percent(count / of));

const verdictText = ({ right, incorrect, inconclusive, beyond, passed, seen, found }) =>
  right === 0
    ? '–'
    : `${right}: ${share(incorrect, right)} / ${share(inconclusive, right)} / ${share(passed, beyond)} / ${share(found, seen)}`;

const namingText = ({ nameable, named, diagnosed, misnamed }) =>
  `${nameable}: ${share(named, nameable)}; ${diagnosed}: ${share(misnamed, diagnosed)}`;

const valuesOf = (cells, key) => [...new Set(cells.map((cell) => cell[key]))];

const tableOf = (title, cells, rowKey, textOf) => {
  const [rows, precisions] = [valuesOf(cells, rowKey), valuesOf(cells, 'precision')];
  const at = (row, precision) =>
    textOf(
      totalOf(
        cells
          .filter((cell) => cell[rowKey] === row && cell.precision === precision)
          .map(({ counts }) => counts),
      ),
    );
  return [
    `| ${title} | ${precisions.join(' | ')} |`,
    `| --- |${' --- |'.repeat(precisions.length)}`,
    ...rows.map((row) => `| ${row} | ${precisions.map((precision) => at(row, precision)).join(' | ')} |`),
  ].join('\n');
};

/** Of each method a table by kind and precision, and of all methods one of how causes were named; in Markdown. */
export const tablesOf = (cells) => [
  ...[...Map.groupBy(cells, ({ method }) => method)].map(([method, own]) =>
    tableOf(method, own, 'kind', verdictText),
  ),
  tableOf('causes', cells, 'method', namingText),
];
