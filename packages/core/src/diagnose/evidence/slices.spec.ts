import { describe, expect, it } from 'vitest';
import { sliceNorms, slicesAlong } from './slices.ts';

describe('the norms of slices', () => {
  it('are those of rows, of columns, and along an axis between others', () => {
    expect([...sliceNorms(Float64Array.of(8, 6, 0, 16), slicesAlong([2, 2], 0))]).toEqual([10, 16]);
    expect([...sliceNorms(Float64Array.of(8, 0, 6, 16), slicesAlong([2, 2], 1))]).toEqual([10, 16]);
    expect([...sliceNorms(Float64Array.of(3, 0, 0, 1, 0, 4, 0, 0), slicesAlong([2, 2, 2], 1))]).toEqual([5, 1]); // prettier-ignore
  });

  it.each([1e200, 1e-200])('neither overflow nor underflow: of numbers around %d', (size) => {
    const [first, second] = sliceNorms(Float64Array.of(3 * size, 4 * size, 0, 0), slicesAlong([2, 2], 0));
    expect(first! / size).toBeCloseTo(5, 14); // a few units of 2⁻⁵³
    expect(second).toBe(0);
  });

  it('are 0 where all entries are', () => {
    expect([...sliceNorms(new Float64Array(4), slicesAlong([2, 2], 0))]).toEqual([0, 0]);
  });
});
