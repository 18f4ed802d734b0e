/** A pivot below this is 0 but for rounding: rows are scaled to entries of about 1. */
const LEAST_PIVOT = 1e-12;

/** Coefficients c that make Σ (values[r] − rows[r]·c)² least, and what is left. */
export interface LeastSquares {
  readonly coefficients: readonly number[];
  readonly residuals: readonly number[];
  readonly sumOfSquares: number;
  /** The variance of each coefficient, in variances of the values' noise: the diagonal of (XᵀX)⁻¹. */
  readonly variances: readonly number[];
}

/** Least squares by the normal equations, for few columns of about the same size. Null where they are singular. */
export const leastSquares = (
  rows: readonly (readonly number[])[],
  values: readonly number[],
): LeastSquares | null => {
  const size = rows[0]!.length;
  const inner = (a: (row: number) => number, b: (row: number) => number): number => {
    let sum = 0;
    for (let r = 0; r < rows.length; r++) sum += a(r) * b(r);
    return sum;
  };
  const column = (i: number) => (r: number) => rows[r]![i]!;
  const equations = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (_, j) => inner(column(i), column(j))),
    inner(column(i), (r) => values[r]!),
    ...Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)),
  ]);
  if (!eliminate(equations)) return null;
  const coefficients = equations.map((row) => row[size]!);
  const residuals = rows.map(
    (row, r) => values[r]! - row.reduce((sum, x, i) => sum + x * coefficients[i]!, 0),
  );
  return {
    coefficients,
    residuals,
    sumOfSquares: residuals.reduce((sum, residual) => sum + residual * residual, 0),
    variances: equations.map((row, i) => Math.max(0, row[size + 1 + i]!)),
  };
};

/** Gauss–Jordan elimination in place, the largest pivot first: the square part becomes the identity. False where it is singular. */
const eliminate = (rows: number[][]): boolean => {
  for (let i = 0; i < rows.length; i++) {
    const pivot = rows.reduce(
      (best, row, j) => (j > i && Math.abs(row[i]!) > Math.abs(rows[best]![i]!) ? j : best),
      i,
    );
    [rows[i], rows[pivot]] = [rows[pivot]!, rows[i]!];
    const divisor = rows[i]![i]!;
    if (!(Math.abs(divisor) > LEAST_PIVOT)) return false; // NaN, too
    rows[i] = rows[i]!.map((x) => x / divisor);
    for (let j = 0; j < rows.length; j++) if (j !== i) subtract(rows[j]!, rows[i]!, rows[j]![i]!);
  }
  return true;
};

const subtract = (row: number[], from: readonly number[], factor: number): void => {
  for (let c = 0; c < row.length; c++) row[c]! -= factor * from[c]!;
};
