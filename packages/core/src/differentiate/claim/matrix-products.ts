import { addProduct } from '@gradproof/model';
import type { EventLoopYielder } from '../../async/event-loop-yield.ts';

/** A matrix, row-major, that begins inside `values`. */
export interface Matrix {
  readonly values: Float64Array;
  readonly at: number;
  readonly rows: number;
  readonly columns: number;
}

/** The whole array as a matrix of so many rows. */
export const matrixOf = (values: Float64Array, rows: number): Matrix => ({
  values,
  at: 0,
  rows,
  columns: values.length / rows,
});

/** Multiplications between two looks at the clock: a few milliseconds. */
const AT_A_TIME = 2 ** 21;

/** A·B, [rows of A, columns of B]; some rows at a time, so that the event loop isn't held. */
export const product = async (
  { values, at, rows, columns: inner }: Matrix,
  b: Float64Array,
  yielder: EventLoopYielder,
): Promise<Float64Array> => {
  const columns = b.length / inner;
  const c = new Float64Array(rows * columns);
  const step = Math.max(2, 2 * Math.ceil(AT_A_TIME / (2 * inner * columns))); // whole pairs of rows, as the kernel takes them
  for (let row = 0; row < rows; row += step) {
    const units = Math.min(step, rows - row);
    const part = c.subarray(row * columns, (row + units) * columns);
    addProduct({ values, at: at + row * inner, units, inputs: inner }, b, columns, part);
    if (yielder.isDue()) await yielder.pause();
  }
  return c;
};

/** The transposed matrix, [columns, rows]. */
export const transposed = ({ values, at, rows, columns }: Matrix): Float64Array => {
  const result = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      result[column * rows + row] = values[at + row * columns + column]!;
  return result;
};

const square = (x: number): number => x * x;

/** The roots of the sums of squares of A·B's terms, as if they were not summed but were independent: √(A²·B²), entry by entry. */
export const sizesOfProduct = async (
  { values, at, rows, columns }: Matrix,
  b: Float64Array,
  yielder: EventLoopYielder,
): Promise<Float64Array> => {
  const squares = values.subarray(at, at + rows * columns).map(square);
  const sums = await product(matrixOf(squares, rows), b.map(square), yielder);
  return sums.map(Math.sqrt);
};

/** The sum of each row of values [rows, m]. */
export const rowSums = (values: Float64Array, rows: number): Float64Array => {
  const columns = values.length / rows;
  const sums = new Float64Array(rows);
  for (let row = 0; row < rows; row++)
    for (let at = row * columns; at < (row + 1) * columns; at++) sums[row]! += values[at]!;
  return sums;
};

/** The root of the sum of squares of each row. */
export const sizesOfRows = (values: Float64Array, rows: number): Float64Array =>
  rowSums(values.map(square), rows).map(Math.sqrt);
