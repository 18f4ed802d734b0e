import { describe, expect, it } from 'vitest';
import type { Comparison } from './comparison.ts';
import { isNotable, suspectsOf } from './suspects.ts';

const shard = { start: 1024, end: 1034 };
const blocks = [
  { tensor: 0, start: 1024, end: 1030 },
  { tensor: 1, start: 1030, end: 1034 },
];
const SIZE = shard.end - shard.start;

/** The suspects among blocks of 6 and 4 entries of 1, whose gradient is off at some. T is 1/8. */
const suspects = (off: Readonly<Record<number, number>>, error = new Float64Array(SIZE)) => {
  const gradapprox = new Float64Array(SIZE).fill(1);
  const residual = Float64Array.from({ length: SIZE }, (_, i) => off[i] ?? 0);
  const comparison: Comparison = {
    grad: gradapprox.map((a, i) => a + residual[i]!),
    gradapprox,
    residual,
    error,
    kinkError: new Float64Array(SIZE),
    beyond: residual.map((r, i) => Math.max(0, Math.abs(r) - error[i]!)),
  };
  return suspectsOf(blocks, shard, comparison, 1 / 8);
};

describe('the suspects', () => {
  it('are the blocks that are beyond the threshold by themselves, with their part of gradapprox and its errors', () => {
    expect(suspects({})).toEqual([]);
    const error = new Float64Array(SIZE).fill(0.25);
    expect(suspects({ 6: 3 }, error)).toEqual([
      { start: 1030, gradapprox: Float64Array.of(1, 1, 1, 1), error: Float64Array.of(0.25, 0.25, 0.25, 0.25) },
    ]);
  }); // prettier-ignore

  it('are those of an entry that is off by a notable part of itself, though the norm allows it', () => {
    expect(suspects({ 0: 0.02 }).map(({ start }) => start)).toEqual([1024]);
    expect(suspects({ 0: 0.009 })).toEqual([]);
    expect(suspects({ 0: 0.02 }, new Float64Array(SIZE).fill(0.01))).toEqual([]);
  });

  it('include what is not finite', () => {
    expect(suspects({ 0: NaN, 6: Infinity }).map(({ start }) => start)).toEqual([1024, 1030]);
  });
});

describe('an entry', () => {
  it('is notable where it is off beyond its error by more than a hundredth of the larger of both', () => {
    expect([isNotable(1, 1.011, 0), isNotable(1, 1.0099, 0)]).toEqual([true, false]);
    expect([isNotable(-1.011, -1, 0), isNotable(-1.0099, -1, 0)]).toEqual([true, false]);
    expect([isNotable(1, 1.5, 0.4), isNotable(1, 1.5, 0.5)]).toEqual([true, false]);
    expect(isNotable(0, 0, 0)).toBe(false);
  });
});
