import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumOf } from './sum.ts';

describe('sumOf', () => {
  it('keeps what a plain sum loses', () => {
    expect(sumOf([1, 2 ** -60, -1])).toBe(2 ** -60);
    expect(sumOf([2 ** 53, 1, 1, -(2 ** 53)])).toBe(2);
    expect(sumOf(new Float32Array(1000).fill(0.1))).toBe(1000 * Math.fround(0.1)); // exact: 24 bits times 10
  });

  it('of multiples of 2⁻⁵⁰ up to 2 is exact', () => {
    const multiple = fc.maxSafeInteger().map((k) => (k % 2 ** 51) * 2 ** -50);
    fc.assert(
      fc.property(fc.array(multiple, { maxLength: 300 }), (values) => {
        const exact = values.reduce((sum, value) => sum + BigInt(value * 2 ** 50), 0n);
        expect(sumOf(values)).toBe(Number(exact) * 2 ** -50);
      }),
    );
  });

  it('is 0 of nothing, and of what is not finite what a plain sum is', () => {
    expect(sumOf([])).toBe(0);
    expect(sumOf([1, Infinity, 2])).toBe(Infinity);
    expect(sumOf([1, -Infinity])).toBe(-Infinity);
    expect(sumOf([Infinity, -Infinity])).toBeNaN();
    expect(sumOf([1, NaN])).toBeNaN();
  });
});
