import { describe, expect, it } from 'vitest';
import { sumOfSquares, ZERO } from '../numerics/sum-of-squares.ts';
import { suspectsOf } from './suspects.ts';

const sum = (value: number) => sumOfSquares(Float64Array.of(value));
const shard = { start: 1024, end: 1034 };
const gradapprox = Float64Array.from({ length: 10 }, (_, i) => i);

/** The suspects among blocks of 6 and 4 coordinates, whose residuals have these norms: ‖grad‖ is 6, ‖gradapprox‖ 2, the known error ½. */
const suspects = (...residuals: readonly [number, number]) => {
  const sums = { grad: sum(6), gradapprox: sum(2), knownError: sum(0.5), kinkFree: ZERO, residualBeyondBound: ZERO };
  const blocks = [
    { tensor: 0, start: 1024, end: 1030, residual: sum(residuals[0]), ...sums },
    { tensor: 1, start: 1030, end: 1034, residual: sum(residuals[1]), ...sums },
  ];
  return suspectsOf(blocks, shard, gradapprox, 1 / 8);
}; // prettier-ignore

/** ⅛·(6 + 2) + ½. */
const ALLOWED = 1.5;

describe('the suspects', () => {
  it('are the blocks beyond what threshold and known error allow, with their part of gradapprox', () => {
    expect(suspects(ALLOWED, ALLOWED)).toEqual([]);
    expect(suspects(0, ALLOWED + Number.EPSILON)).toEqual([{ start: 1030, gradapprox: Float64Array.of(6, 7, 8, 9) }]);
    expect(suspects(2, 0)).toEqual([{ start: 1024, gradapprox: Float64Array.of(0, 1, 2, 3, 4, 5) }]);
  }); // prettier-ignore

  it('include what is not finite', () => {
    expect(suspects(NaN, Infinity).map(({ start }) => start)).toEqual([1024, 1030]);
  });
});
