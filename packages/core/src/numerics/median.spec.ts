import { expect, it } from 'vitest';
import { medianOf } from './median.ts';

it('the median is the middle value, the larger of two', () => {
  expect(medianOf([3, 10, 2])).toBe(3);
  expect(medianOf(Float64Array.of(4, 1, 2, 3))).toBe(3);
  expect(medianOf([])).toBeNaN();
});
