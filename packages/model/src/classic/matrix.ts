import { InputError } from '../errors.ts';
import { shapeText, tensor, type Tensor } from '../tensor.ts';

/** A matrix as JavaScript people hold it: rows of numbers, or a tensor of rank 2. */
export type MatrixLike = Tensor | readonly (readonly number[] | Float64Array)[];

/** The matrix as a tensor [rows, columns]. Throws InputError when rows differ in length or the rank isn't 2. */
export const asMatrix = (name: string, matrix: MatrixLike): Tensor => {
  if ('shape' in matrix) {
    if (matrix.shape.length === 2) return matrix;
    throw new InputError(`${name} has shape ${shapeText(matrix.shape)}; a matrix of rank 2 is needed.`);
  }
  const isRow = (row: unknown) => Array.isArray(row) || ArrayBuffer.isView(row);
  if (!Array.isArray(matrix) || !matrix.every(isRow)) {
    throw new InputError(`${name} is not a matrix: give an array of rows, or { shape, data }.`);
  }
  const rows = matrix as readonly (readonly number[] | Float64Array)[];
  const columns = rows[0]?.length ?? 0;
  const uneven = rows.findIndex((row) => row.length !== columns);
  if (uneven >= 0) {
    throw new InputError(
      `${name} is not a matrix: row ${uneven} has ${rows[uneven]!.length} entries, row 0 has ${columns}.`,
    );
  }
  return tensor([rows.length, columns], Float64Array.from(rows.flatMap((row) => [...row])));
};

/** f of each entry. */
export const mapMatrix = ({ shape, data }: Tensor, f: (entry: number, at: number) => number): Tensor => ({
  shape,
  data: data.map(f),
});

/** W·A, each entry summed in order. Throws InputError when the inner dimensions differ. */
export const product = (W: Tensor, A: Tensor): Tensor => {
  const [rows, inner] = W.shape as [number, number];
  const [innerOfA, columns] = A.shape as [number, number];
  if (inner !== innerOfA) {
    throw new InputError(
      `Matrices ${shapeText(W.shape)} and ${shapeText(A.shape)} can't be multiplied: ${inner} ≠ ${innerOfA}.`,
    );
  }
  const result = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += W.data[i * inner + k]! * A.data[k * columns + j]!;
      result[i * columns + j] = sum;
    }
  }
  return tensor([rows, columns], result);
};

/** Z + b, the column b [rows, 1] added to every column of Z. */
export const addColumn = (Z: Tensor, b: Tensor): Tensor => {
  const columns = Z.shape[1]!;
  if (b.data.length !== Z.shape[0]) {
    throw new InputError(`A bias of shape ${shapeText(b.shape)} doesn't fit ${Z.shape[0]} units.`);
  }
  return mapMatrix(Z, (z, at) => z + b.data[Math.floor(at / columns)]!);
};

/** Aᵀ. */
export const transpose = ({ shape, data }: Tensor): Tensor => {
  const [rows, columns] = shape as [number, number];
  return tensor(
    [columns, rows],
    data.map((_, at) => data[(at % rows) * columns + Math.floor(at / rows)]!),
  );
};

/** The sum of each row, [rows, 1]. */
export const rowSums = ({ shape, data }: Tensor): Tensor => {
  const [rows, columns] = shape as [number, number];
  const sums = new Float64Array(rows);
  data.forEach((entry, at) => (sums[Math.floor(at / columns)]! += entry));
  return tensor([rows, 1], sums);
};
