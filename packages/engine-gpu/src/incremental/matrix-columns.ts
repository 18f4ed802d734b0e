/** Columns first ≤ j < until of a matrix [rows, columns], row-major: [rows, until − first]. All of them come without being copied. */
export const matrixColumns = (
  values: Float32Array,
  columns: number,
  first: number,
  until: number,
): Float32Array => {
  if (until - first === columns) return values;
  const width = until - first;
  const rows = values.length / columns;
  const out = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++)
    out.set(values.subarray(row * columns + first, row * columns + until), row * width);
  return out;
};
