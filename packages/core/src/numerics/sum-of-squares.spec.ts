import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeSums, norm, sumOfSquares, type SumOfSquares, ZERO } from './sum-of-squares.ts';

/** x as an exact integer multiple of 2^−1074. */
const exact = (x: number): bigint => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(x));
  const bits = view.getBigUint64(0);
  const exponent = bits >> 52n;
  const fraction = bits & ((1n << 52n) - 1n);
  return exponent === 0n ? fraction : ((1n << 52n) | fraction) << (exponent - 1n);
};

/** high or low · 4^exponent as an exact multiple of 2^−2148 (rounded down beyond that, far below what matters). */
const exactPart = (part: number, exponent: number): bigint => {
  const magnitude = exact(part);
  const shift = BigInt(1074 + 2 * exponent);
  const value = shift >= 0n ? magnitude << shift : magnitude >> -shift;
  return part < 0 ? -value : value;
};

const exactSum = (values: readonly number[]): bigint => values.reduce((sum, x) => sum + exact(x) ** 2n, 0n);
const asExact = ({ high, low, exponent }: SumOfSquares): bigint =>
  exactPart(high, exponent) + exactPart(low, exponent);

/** Double-double arithmetic keeps about 2^−104 an operation; 2^−90 leaves room for a thousand of them. */
const agrees = (sum: SumOfSquares, truth: bigint): boolean => {
  const error = asExact(sum) - truth;
  return (error < 0n ? -error : error) << 90n <= truth;
};

const anyNumbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
  minLength: 1,
  maxLength: 60,
});

describe('sumOfSquares', () => {
  it('agrees with exact integer arithmetic for numbers of every magnitude', () => {
    fc.assert(
      fc.property(anyNumbers, (values) => agrees(sumOfSquares(Float64Array.from(values)), exactSum(values))),
    );
  });

  it('neither overflows nor underflows', () => {
    expect(norm(sumOfSquares(Float64Array.of(3 * 2 ** 1000, 4 * 2 ** 1000)))).toBe(5 * 2 ** 1000);
    expect(norm(sumOfSquares(Float64Array.of(3 * 2 ** -1000, 4 * 2 ** -1000)))).toBe(5 * 2 ** -1000);
    expect(norm(sumOfSquares(Float64Array.of(5e-324)))).toBe(5e-324);
  });

  it('keeps what is not finite', () => {
    expect(norm(sumOfSquares(Float64Array.of(1, NaN)))).toBeNaN();
    expect(norm(sumOfSquares(Float64Array.of(-Infinity, 1)))).toBe(Infinity);
  });
});

describe('mergeSums', () => {
  it('agrees with exact integer arithmetic', () => {
    fc.assert(
      fc.property(anyNumbers, anyNumbers, (left, right) =>
        agrees(
          mergeSums(sumOfSquares(Float64Array.from(left)), sumOfSquares(Float64Array.from(right))),
          exactSum([...left, ...right]),
        ),
      ),
    );
  });

  it('has the empty sum as its neutral element', () => {
    const sum = sumOfSquares(Float64Array.of(1, 2));
    expect([mergeSums(ZERO, sum), mergeSums(sum, ZERO)]).toEqual([sum, sum]);
  });

  it('keeps NaN on either side', () => {
    const bad = sumOfSquares(Float64Array.of(NaN));
    expect(norm(mergeSums(bad, sumOfSquares(Float64Array.of(1))))).toBeNaN();
    expect(norm(mergeSums(sumOfSquares(Float64Array.of(1)), bad))).toBeNaN();
  });
});
