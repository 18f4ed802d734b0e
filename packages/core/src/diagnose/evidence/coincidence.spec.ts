import { describe, expect, it } from 'vitest';
import { spreadOf, unexplainedPart } from './coincidence.ts';

describe('in how many entries a residual is', () => {
  it.each([
    [[3, -3, 3, 3], 4],
    [[1e200, 0, 0], 1],
    [[1, 1, 1e-9], 2],
    [[2, 1], 25 / 17],
  ])('%j: %d', (residual, spread) => {
    expect(spreadOf(residual)).toBeCloseTo(spread, 12);
  });

  it('is one of nothing, and of what isn’t finite', () => {
    expect([[], [0, 0], [NaN, 1], [Infinity, 1]].map(spreadOf)).toEqual([1, 1, 1, 1]);
  });
});

it('so much of a residual may be left that chance leaves less in one case of a thousand: ρ^d with d = n − 1; a tenth at the most', () => {
  expect([1, 2, 3, 3.5].map(unexplainedPart)).toEqual([1e-3, 1e-3, 1e-3 ** (1 / 2), 1e-3 ** (1 / 2.5)]);
  expect([4, 5, 1000].map((n) => Math.round(1e9 * unexplainedPart(n)) / 1e9)).toEqual([0.1, 0.1, 0.1]);
});
