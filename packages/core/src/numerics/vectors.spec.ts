import { expect, it } from 'vitest';
import { factorOf } from './vectors.ts';

it('the factor leaves a residual that is orthogonal to x', () => {
  const [x, y] = [Float64Array.of(3, 4), Float64Array.of(10, 5)];
  expect(factorOf(y, x)).toBeCloseTo((30 + 20) / 25, 14); // x·y / x·x
});
