import type { Tensor } from '../tensor.ts';

/** linear() is fastest with whole fours of examples. */
const FOURS = 4;

/** The columns (examples) where two rows differ, filled up to whole fours with the last of them: computing one twice changes nothing. */
export const changedColumns = (row: Float64Array, other: Float64Array): number[] => {
  const changed: number[] = [];
  for (let r = 0; r < row.length; r++) if (row[r] !== other[r]) changed.push(r);
  while (changed.length % FOURS !== 0) changed.push(changed.at(-1)!);
  return changed;
};

/** Some columns of values [rows, m]: [rows, columns.length]. */
export const columnsOf = (
  values: Float64Array,
  examples: number,
  columns: readonly number[],
): Float64Array => {
  const rows = values.length / examples;
  const chosen = new Float64Array(rows * columns.length);
  for (let row = 0, at = 0; row < rows; row++)
    for (const r of columns) chosen[at++] = values[row * examples + r]!;
  return chosen;
};

/**
 * The sums of a matrix's columns.
 *
 * @param matrix Y, [n, m].
 * @returns Σₖ Y[k, r] for each column r, [m].
 */
export const columnTotals = ({ shape, data }: Tensor): Float64Array => {
  const totals = new Float64Array(shape[1]!);
  for (let at = 0; at < data.length; at++) totals[at % totals.length]! += data[at]!;
  return totals;
};
