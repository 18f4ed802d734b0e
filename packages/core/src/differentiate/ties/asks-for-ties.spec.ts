import { expect, it } from 'vitest';
import { asksForTies } from './asks-for-ties.ts';

const ask = (claim: number[], left: number[], right: number[], claimError = 0) =>
  asksForTies({
    claim: Float64Array.from(claim),
    claimError: new Float64Array(claim.length).fill(claimError),
    left: Float64Array.from(left),
    right: Float64Array.from(right),
    slopeError: new Float64Array(claim.length).fill(1e-8),
  });

it('two kinks are tested together, whatever is claimed', () => {
  expect(ask([0, 1], [0, 0], [1, 1])).toBe(true);
  expect(ask([0.5, 0.5, 3], [0, 0, 3], [1, 1, 3])).toBe(true);
});

it('one kink is decided by its own interval, while the other claims are slopes', () => {
  expect(ask([0.3, 2], [0, 2], [1, 2])).toBe(false);
  expect(ask([7, 2], [0, 2], [1, 2])).toBe(false);
});

it('a claim that is not the slope of a smooth coordinate may be that of a hidden tie', () => {
  expect(ask([0.3, 2.1], [0, 2], [1, 2])).toBe(true);
  expect(ask([0.5, 0.5], [0, 0], [0, 0])).toBe(true);
});

it('slopes that agree within both bounds are no kink, and claims within their rounding are slopes', () => {
  expect(ask([1, 1], [1, 1], [1 + 1.9e-8, 1 + 1.9e-8])).toBe(false);
  expect(ask([1, 1], [1, 1], [1 + 2.1e-8, 1 + 2.1e-8])).toBe(true);
  expect(ask([1 + 5e-8, 1], [1, 1], [1, 1], 5e-8)).toBe(false);
  expect(ask([1 + 5e-8, 1], [1, 1], [1, 1], 1e-8)).toBe(true);
});
