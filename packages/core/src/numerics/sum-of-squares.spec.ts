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

  it('has the square of a single number without error', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: 2 ** -200, max: 2 ** 200 }), (x) =>
        asExact(sumOfSquares(Float64Array.of(x))) === exactSum([x]),
      ),
    );
  }); // prettier-ignore

  it('of zeros is the empty sum', () => {
    expect(sumOfSquares(new Float64Array(3))).toEqual(ZERO);
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

  it.each([1, 2 ** -600, 2 ** 600])('has the empty sum as its neutral element, to sums of %d', (size) => {
    const sum = sumOfSquares(Float64Array.of(size, 2 * size));
    expect([mergeSums(ZERO, sum), mergeSums(sum, ZERO)]).toEqual([sum, sum]);
  });

  it('rounds to the high part, whose last place is above the low one', () => {
    const size = fc.double({ noNaN: true, min: 0.5, max: 2 });
    const sums = fc.array(size, { minLength: 1, maxLength: 9 }).map((values) => sumOfSquares(Float64Array.from(values)));
    fc.assert(
      fc.property(sums, sums, (a, b) => {
        const { high, low } = mergeSums(a, b);
        return high + low === high;
      }),
    );
  }); // prettier-ignore

  it('does not overflow where the sums nearly do', () => {
    const sum = sumOfSquares(Float64Array.of(2 ** 511, 2 ** 511)); // 2¹⁰²³
    expect(norm(mergeSums(sum, sum))).toBe(2 ** 512);
  });

  it('keeps Infinity on either side', () => {
    const [infinite, one] = [Infinity, 1].map((value) => sumOfSquares(Float64Array.of(value)));
    expect(norm(mergeSums(infinite!, one!))).toBe(Infinity);
    expect(norm(mergeSums(one!, infinite!))).toBe(Infinity);
  });

  it('keeps NaN on either side', () => {
    const bad = sumOfSquares(Float64Array.of(NaN));
    expect(norm(mergeSums(bad, sumOfSquares(Float64Array.of(1))))).toBeNaN();
    expect(norm(mergeSums(sumOfSquares(Float64Array.of(1)), bad))).toBeNaN();
  });
});
