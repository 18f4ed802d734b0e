import { BLOCK_ROWS, PANEL } from '../kernels/kernels.ts';

/** Rows of a panel with those that fill its last block: what a product writes. */
export const paddedRows = (rows: number): number => Math.ceil(rows / BLOCK_ROWS) * BLOCK_ROWS;

/** Groups of four examples; the last may have lanes that no example fills. */
export const groupsOf = (examples: number): number => Math.ceil(examples / PANEL);

/** Numbers from one panel (or group) of so many rows to the next. */
export const panelStride = (rows: number): number => paddedRows(rows) * PANEL;

/** values [rows, columns] → [columns/4][paddedRows][4], at `to` of `out`: an example (or input) is a column. Fills with 0. */
export const packPanels = (
  values: Float64Array,
  rows: number,
  columns: number,
  out: Float64Array,
  to = 0,
): void => {
  const stride = panelStride(rows);
  out.fill(0, to, to + groupsOf(columns) * stride);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const panel = to + Math.floor(column / PANEL) * stride;
      out[panel + row * PANEL + (column % PANEL)] = values[row * columns + column]!;
    }
  }
};

/** Rows `from` … `until` of weights [units, inputs], at `weights` of theta → [rows/4][inputs][4] at `to` of `out`. Fills with 0. */
export const packWeights = (
  theta: Float64Array,
  weights: number,
  inputs: number,
  from: number,
  until: number,
  out: Float64Array,
  to: number,
): void => {
  const rows = until - from;
  if (rows % BLOCK_ROWS !== 0) {
    const last = to + Math.floor(rows / BLOCK_ROWS) * inputs * BLOCK_ROWS;
    out.fill(0, last, last + inputs * BLOCK_ROWS);
  }
  for (let row = 0; row < rows; row++) {
    let at = to + Math.floor(row / BLOCK_ROWS) * inputs * BLOCK_ROWS + (row % BLOCK_ROWS);
    let w = weights + (from + row) * inputs;
    for (let input = 0; input < inputs; input++, at += BLOCK_ROWS) out[at] = theta[w++]!;
  }
};

/** Column `unit` of weights [units, inputs] at `weights` of theta → `units` numbers at `to` of `out`. */
export const packColumn = (
  theta: Float64Array,
  weights: number,
  units: number,
  inputs: number,
  unit: number,
  out: Float64Array,
  to: number,
): void => {
  for (let o = 0, w = weights + unit; o < units; o++, w += inputs) out[to + o] = theta[w]!;
};
