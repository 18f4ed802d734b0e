import { expect, it } from 'vitest';
import { factorOf, scaledToOne } from './vectors.ts';

it('the factor leaves a residual that is orthogonal to x', () => {
  const [x, y] = [Float64Array.of(3, 4), Float64Array.of(10, 5)];
  expect(factorOf(y, x)).toBeCloseTo((30 + 20) / 25, 14); // x·y / x·x
});

it('a vector is scaled to a largest component of 1; 0 stays', () => {
  expect([...scaledToOne(Float64Array.of(1, -4))]).toEqual([0.25, -1]);
  expect([...scaledToOne(new Float64Array(2))]).toEqual([0, 0]);
});
