import { add, type DoubleDouble, SPLITTER, twoSum } from './double-double.ts';
import { largestOf } from './vectors.ts';

/**
 * Σ x² = (high + low) · 4^exponent. The exponent is 0 or that of the largest |x|, so that no square overflows
 * and none that matters underflows. A NaN or infinite x makes `high` NaN or Infinity.
 */
export interface SumOfSquares extends DoubleDouble {
  readonly exponent: number;
}

/** The sum of no squares. */
export const ZERO: SumOfSquares = { exponent: 0, high: 0, low: 0 };

const MIN_EXPONENT = -1022;
const bits = new DataView(new ArrayBuffer(8));

/** ⌊log₂ x⌋ of a finite x > 0, exact; −1022 for subnormal numbers. */
const exponentOf = (x: number): number => {
  bits.setFloat64(0, x);
  return Math.max((bits.getUint16(0) >> 4) - 1023, MIN_EXPONENT);
};

/**
 * Σ (scale·x)² as if in twice the precision, in index order: Ogita, Rump and Oishi's Dot2 (SIAM J. Sci. Comput. 26, 2005). Squares
 * and sums are split into their rounded value and its error (Dekker 1971; Knuth), and the errors are added up separately. Scalars, not pairs:
 * this loop runs four times for every coordinate.
 */
const scaledSum = (values: Float64Array, scale: number): DoubleDouble => {
  let high = 0;
  let low = 0;
  for (let i = 0; i < values.length; i++) {
    const x = values[i]! * scale;
    const square = x * x;
    const split = SPLITTER * x;
    const head = split - (split - x);
    const tail = x - head;
    const lost = tail * tail - (square - head * head - 2 * head * tail);
    const sum = high + square;
    const shadow = sum - high;
    low += high - (sum - shadow) + (square - shadow) + lost;
    high = sum;
  }
  return twoSum(high, low);
};

/** Sums within these are right without scaling: no square overflowed, and those that underflowed don't matter. */
const LEAST_PLAIN = 2 ** -600;
const MOST_PLAIN = 2 ** 900; // their merged sums don't overflow either

/** The sum of the squares to about 100 bits, in an order that depends on their number alone. */
export const sumOfSquares = (values: Float64Array): SumOfSquares => {
  const plain = scaledSum(values, 1);
  if (plain.high >= LEAST_PLAIN && plain.high <= MOST_PLAIN) return { exponent: 0, ...plain };
  const largest = largestOf(values);
  if (largest === 0) return ZERO;
  if (!Number.isFinite(largest)) return { exponent: 0, high: largest, low: 0 };
  const exponent = exponentOf(largest);
  return { exponent, ...scaledSum(values, 2 ** -exponent) };
};

const rescaled = (sum: SumOfSquares, exponent: number): DoubleDouble => {
  const scale = 4 ** (sum.exponent - exponent); // a power of 2: exact, or 0 when too small to matter
  return { high: sum.high * scale, low: sum.low * scale };
};

const isZero = (sum: SumOfSquares): boolean => sum.high === 0;

/** a + b. Not associative to the last bit: merge in index order. */
export const mergeSums = (a: SumOfSquares, b: SumOfSquares): SumOfSquares => {
  if (isZero(a)) return b;
  if (isZero(b)) return a;
  if (!Number.isFinite(a.high) || !Number.isFinite(b.high)) {
    return { exponent: 0, high: a.high + b.high, low: 0 };
  }
  const exponent = Math.max(a.exponent, b.exponent);
  const { high, low } = add(rescaled(a, exponent), rescaled(b, exponent));
  return { exponent, high, low };
};

/** A number mantissa · 2^exponent, whose range exceeds float64's. */
export interface ScaledNumber {
  readonly mantissa: number;
  readonly exponent: number;
}

/** √(Σ x²), as a scaled number: it can exceed the largest float64. */
export const scaledNorm = (sum: SumOfSquares): ScaledNumber => ({
  mantissa: Math.sqrt(sum.high), // which is high + low, rounded
  exponent: sum.exponent,
});

/** √(Σ x²); Infinity when it exceeds the largest float64. */
export const norm = (sum: SumOfSquares): number => {
  const { mantissa, exponent } = scaledNorm(sum);
  return mantissa * 2 ** exponent;
};

/** A part of √(Σ x²), which may be finite where the whole exceeds the largest float64. */
export const partOfNorm = (sum: SumOfSquares, part: number): number => {
  const { mantissa, exponent } = scaledNorm(sum);
  return part * mantissa * 2 ** exponent;
};

/** √(Σ x²) of the values themselves, rounded once. */
export const exactNorm = (values: Float64Array): number => norm(sumOfSquares(values));
