import { describe, expect, it } from 'vitest';
import type { TensorTotals } from '../contract/sums.ts';
import { sumOfSquares } from '../numerics/sum-of-squares.ts';
import { unitOf } from './unit.ts';

const tensor = (grad: number, gradapprox = 0) =>
  ({ grad: sumOfSquares(Float64Array.of(grad)), gradapprox: sumOfSquares(Float64Array.of(gradapprox)) }) as TensorTotals; // prettier-ignore

describe('the unit of a verdict', () => {
  it.each([0, 1, 1e-200, 2 ** 900, 2 ** 500])('is 1 where norms are of usual size: %d', (size) => {
    const { norm, perOne } = unitOf({ tensors: [tensor(size), tensor(1)] });
    expect(perOne).toBe(1);
    expect(norm(sumOfSquares(Float64Array.of(size)))).toBe(size);
  });

  it.each([2 ** 901, 2 ** 1000, 1.7e308])('is larger where their sums would overflow: %d', (size) => {
    for (const tensors of [[tensor(size), tensor(1)], [tensor(1, size)]]) {
      const { norm, perOne } = unitOf({ tensors });
      expect(perOne).toBeLessThan(1);
      expect(norm(sumOfSquares(Float64Array.of(size)))).toBe(size * perOne);
      expect(norm(sumOfSquares(Float64Array.of(size, size)))).toBeLessThan(4);
      expect(norm(sumOfSquares(new Float64Array(1)))).toBe(0);
    }
  }); // prettier-ignore
});
