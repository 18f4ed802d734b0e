import { expect, it } from 'vitest';
import { nonFiniteIn } from './non-finite-entries.ts';

it('counts the entries of a range that are not finite, and names the first', () => {
  const grad = Float64Array.of(NaN, 1, Infinity, 2, NaN, -Infinity);
  expect(nonFiniteIn(grad, { start: 1, end: 5 })).toEqual({ first: 2, entries: 2 });
  expect(nonFiniteIn(grad, { start: 0, end: 5 })).toEqual({ first: 0, entries: 3 });
  expect(nonFiniteIn(grad, { start: 0, end: 2 })).toEqual({ first: 0, entries: 1 });
  expect(nonFiniteIn(grad, { start: 1, end: 2 })).toBeNull();
});
