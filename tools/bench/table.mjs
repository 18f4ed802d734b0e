const seconds = (value) => {
  if (value == null) return '–';
  return value < 0.1
    ? `${(value * 1000).toPrecision(3)} ms`
    : `${Number(value.toPrecision(3)).toLocaleString('en')} s`;
};

const percent = (part, whole) => (whole == null ? '–' : `${((100 * part) / whole).toFixed(0)} %`);

const textbook = (own) => (own === null ? '–' : `${own.sampled === null ? '' : '≈ '}${seconds(own.seconds)}`);

const COLUMNS = [
  ['net, examples', (row) => row.net],
  ['parameters', (row) => row.parameters.toLocaleString('en')],
  ['load', (row) => row.load.toFixed(1)],
  ['1 thread', (row) => seconds(row.oneThread)],
  ['2 threads', (row) => seconds(row.twoThreads)],
  ['1 / 2', (row) => (row.oneThread / row.twoThreads).toFixed(2)],
  ['kernel 1 / 2', (row) => row.kernelScaling.toFixed(2)],
  ['GFLOP/s', (row) => row.gflops.toPrecision(3)],
  ['of kernel', (row) => percent(row.gflops, row.kernelPeak)],
  ['of OpenBLAS', (row) => percent(row.gflops, row.openblasPeak)],
  ['difference', (row) => row.difference.toPrecision(2)],
  ['peak memory', (row) => `${Math.round(row.peakMemory / 2 ** 20)} MiB`],
  ['NumPy textbook loop', (row) => textbook(row.numpyTextbook)],
  [
    'times ours',
    (row) =>
      row.numpyTextbook === null
        ? '–'
        : Math.round(row.numpyTextbook.seconds / row.oneThread).toLocaleString('en'),
  ],
  ['torch gradcheck', (row) => seconds(row.gradcheckSlow)],
  ['torch fast mode', (row) => seconds(row.gradcheckFast)],
  ['torch forward + backward', (row) => seconds(row.torchBackward)],
];

/** One Markdown table, a net a line. */
export const tableOf = (rows) => {
  const cells = [COLUMNS.map(([title]) => title), ...rows.map((row) => COLUMNS.map(([, cell]) => cell(row)))];
  const widths = COLUMNS.map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  const line = (own, fill = ' ') =>
    `|${own.map((cell, column) => fill + (column === 0 ? cell.padEnd(widths[column], fill) : cell.padStart(widths[column], fill)) + fill).join('|')}|`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(cells[0]), rule, ...cells.slice(1).map((own) => line(own))].join('\n');
};
