const COLUMNS = [
  ['folder', ({ folder }) => folder],
  ['mutants', ({ mutants }) => mutants.length],
  ['killed', ({ mutants }) => killed(mutants).length],
  ['survived', ({ mutants }) => mutants.length - killed(mutants).length],
  ['met by no test', ({ mutants }) => mutants.filter(({ outcome }) => outcome === 'met by no test').length],
  ['equivalent', ({ equivalent }) => equivalent],
  ['constants', ({ mutants }) => score(mutants.filter(({ kind }) => kind === 'constants'))],
  ['comparisons', ({ mutants }) => score(mutants.filter(({ kind }) => kind === 'comparisons'))],
  ['score', ({ mutants }) => score(mutants)],
];

const killed = (mutants) => mutants.filter(({ outcome }) => outcome === 'killed');

const score = (mutants) =>
  mutants.length === 0 ? '–' : `${((100 * killed(mutants).length) / mutants.length).toFixed(1)} %`;

const total = (results) => ({
  folder: 'all',
  mutants: results.flatMap(({ mutants }) => mutants),
  equivalent: results.reduce((sum, { equivalent }) => sum + equivalent, 0),
});

/** A Markdown table: a folder a line, and all of them; the score is the share of mutants that a test fails with. */
export const tableOf = (results) => {
  const rows = [...results, total(results)];
  const cells = [
    COLUMNS.map(([title]) => title),
    ...rows.map((row) => COLUMNS.map(([, cell]) => `${cell(row)}`)),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  const pad = (text, column) => (column === 0 ? text.padEnd(widths[column]) : text.padStart(widths[column]));
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const line = (texts) => `| ${texts.map(pad).join(' | ')} |`;
  return [line(cells[0]), line(rule), ...cells.slice(1).map(line)].join('\n');
};

/** `file:line  original → change`, for each mutant that is not killed. */
export const survivorsOf = (results) =>
  results
    .flatMap(({ mutants }) => mutants)
    .filter(({ outcome }) => outcome !== 'killed')
    .map(
      ({ file, line, original, change, outcome }) =>
        `${file}:${line}  ${original}  →  ${change}${outcome === 'survived' ? '' : `  (${outcome})`}`,
    );
