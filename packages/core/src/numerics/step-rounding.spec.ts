import { expect, it } from 'vitest';
import { stepRounding } from './step-rounding.ts';

it('is what the distance of the rounded points, instead of 2ε, changes the quotient by', () => {
  // 2⁵² ± 0.8 are rounded to 2⁵² ± 1: 2 apart, a quarter more than 1.6
  const [large, exact] = stepRounding(Float64Array.of(2 ** 52, 0), Float64Array.of(3, 3), 0.8);
  expect(large).toBeCloseTo(3 / 4, 14);
  expect(exact).toBe(0);
});
