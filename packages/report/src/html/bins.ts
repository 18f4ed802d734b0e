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

/** A tensor of any rank as rows and columns: a vector is one row, the axes before the last are rows. */
export const asMatrix = (shape: readonly number[]): [rows: number, columns: number] => {
  const wide = shape.filter((length) => length > 1);
  const columns = wide.at(-1) ?? 1;
  return [wide.slice(0, -1).reduce((product, length) => product * length, 1), columns];
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
