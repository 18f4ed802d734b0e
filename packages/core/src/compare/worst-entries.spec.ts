import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { largestResiduals, worstEntries } from './worst-entries.ts';

const layout = layoutOf([
  { name: 'V', shape: [30] },
  { name: 'W', shape: [30] },
]);
const whole = { start: 0, end: 60 };
/** Coordinate i is off by (7·i mod 31), so that the largest residuals lie anywhere. */
const gradapprox = new Float64Array(60);
const grad = Float64Array.from({ length: 60 }, (_, i) => (7 * i) % 31);
const coordinates = (entries: readonly { readonly coordinate: number }[]) =>
  entries.map(({ coordinate }) => coordinate);

/** The five coordinates from `from` that are off most, largest first. */
const fiveFrom = (from: number): number[] =>
  Array.from({ length: 30 }, (_, k) => from + k)
    .sort((a, b) => grad[b]! - grad[a]!)
    .slice(0, 5);

describe('the worst entries', () => {
  it('are the five largest residuals of each tensor, largest first', () => {
    const entries = worstEntries(layout, whole, grad, gradapprox);
    expect(coordinates(entries)).toEqual([...fiveFrom(0), ...fiveFrom(30)]);
    expect(entries[0]).toEqual({ coordinate: fiveFrom(0)[0], grad: 30, gradapprox: 0 });
  });

  it('are the same when the shards are compared one by one and merged', () => {
    const parts = [12, 30].flatMap((end, k) => {
      const start = [0, 12][k]!;
      return worstEntries(layout, { start, end }, grad.subarray(start, end), gradapprox.subarray(start, end));
    });
    expect(coordinates(largestResiduals(parts))).toEqual(fiveFrom(0));
  });

  it('begin with what is not finite, and are none where all agree', () => {
    const broken = grad.with(3, NaN);
    expect(coordinates(worstEntries(layout, whole, broken, gradapprox))[0]).toBe(3);
    expect(worstEntries(layout, whole, grad, grad)).toEqual([]);
  });

  it('are the first of equal ones, whatever their order, and all where there are few', () => {
    const equal = [5, 4, 3, 2, 1, 0].map((coordinate) => ({ coordinate, grad: 1, gradapprox: 0 }));
    expect(coordinates(largestResiduals(equal))).toEqual([0, 1, 2, 3, 4]);
    const falling = Float64Array.from({ length: 60 }, (_, i) => Math.max(0, 3 - i));
    expect(coordinates(worstEntries(layout, whole, falling, gradapprox))).toEqual([0, 1, 2]);
  });
});
