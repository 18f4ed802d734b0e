import { largestOf, normOf } from '../../numerics/vectors.ts';

/** The norm of each row of values [rows, columns]. */
export const rowNorms = (values: Float64Array, rows: number): Float64Array => {
  const columns = values.length / rows;
  return Float64Array.from({ length: rows }, (_, row) =>
    normOf(values.subarray(row * columns, (row + 1) * columns)),
  );
};

/** The norm of each column of values [rows, columns], scaled so that no square overflows. */
export const columnNorms = (values: Float64Array, rows: number): Float64Array => {
  const columns = values.length / rows;
  const largest = largestOf(values);
  const squares = new Float64Array(columns);
  if (!(largest > 0)) return squares.fill(largest);
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, at++) squares[column]! += (values[at]! / largest) ** 2;
  return squares.map((square) => largest * Math.sqrt(square));
};

/** ‖√(A²·B²)‖, the norm of the sizes of A·B's sums: A's columns and B's rows have these norms. */
export const sizeOfProduct = (columns: Float64Array, rows: Float64Array): number =>
  normOf(columns.map((norm, k) => norm * rows[k]!));

/** A bound of ‖A·B‖, whose k-th terms together are the product of A's k-th column and B's k-th row. */
export const sizeOfSummed = (columns: Float64Array, rows: Float64Array): number =>
  columns.reduce((sum, norm, k) => sum + norm * rows[k]!, 0);
