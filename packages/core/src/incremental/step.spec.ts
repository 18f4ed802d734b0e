import { expect, it } from 'vitest';
import { scaleOf, stepOf } from './step.ts';

it('is a power of two near ε·max(1, the scale of z)', () => {
  expect(stepOf(1e-9, scaleOf(Float64Array.of(0.1, -0.2)))).toBe(2 ** -30);
  expect(stepOf(1e-9, scaleOf(Float64Array.of(1000, -1000)))).toBe(2 ** -20);
  expect(stepOf(1e-9, scaleOf(Float64Array.of(Infinity, 1)))).toBe(2 ** -30);
});
