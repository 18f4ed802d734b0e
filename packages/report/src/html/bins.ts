import { severityOf } from './gradient-entries.ts';

/** A tensor as a picture of cells: the worst entry of each bin stands for it, so that one bad entry stays visible. */
export interface Bins {
  readonly rows: number;
  readonly columns: number;
  /** How many rows and columns of entries a cell stands for, at the most. */
  readonly cell: { readonly rows: number; readonly columns: number };
  /** The place in the tensor (row-major) of each cell's worst entry, [rows · columns]. */
  readonly places: Uint32Array;
}

const productOf = (lengths: readonly number[]): number =>
  lengths.reduce((product, length) => product * length, 1);

/** How far a picture of so many rows and columns is from a square. */
const elongation = ([rows, columns]: readonly [number, number]): number =>
  Math.max(rows / columns, columns / rows);

/**
 * A tensor of any rank as rows and columns: a vector is one row; of more axes the first ones are rows, so many that the picture comes
 * nearest to a square (the kernels [64, 32, 3, 3] of a convolution are 64 rows, not 6,144 of three).
 */
export const asMatrix = (shape: readonly number[]): [rows: number, columns: number] => {
  const wide = shape.filter((length) => length > 1);
  if (wide.length < 2) return [1, productOf(wide)];
  return wide
    .slice(1)
    .map((_, k): [number, number] => [productOf(wide.slice(0, k + 1)), productOf(wide.slice(k + 1))])
    .reduce((best, matrix) => (elongation(matrix) <= elongation(best) ? matrix : best));
};

/** Bins of equal size, at most so many rows and columns of them; each is represented by its largest residual. */
export const binByMaximum = (
  shape: readonly number[],
  grad: Float64Array,
  gradapprox: Float64Array,
  most: { readonly rows: number; readonly columns: number },
): Bins => {
  const [height, width] = asMatrix(shape);
  const cell = { rows: Math.ceil(height / most.rows), columns: Math.ceil(width / most.columns) };
  const [rows, columns] = [Math.ceil(height / cell.rows), Math.ceil(width / cell.columns)];
  const places = new Uint32Array(rows * columns);
  const largest = new Float64Array(rows * columns).fill(-1);
  for (let y = 0, place = 0; y < height; y++) {
    const row = Math.floor(y / cell.rows) * columns;
    for (let x = 0; x < width; x++, place++) {
      const bin = row + Math.floor(x / cell.columns);
      const severity = severityOf(grad[place]!, gradapprox[place]!);
      if (severity <= largest[bin]!) continue;
      largest[bin] = severity;
      places[bin] = place;
    }
  }
  return { rows, columns, cell, places };
};
