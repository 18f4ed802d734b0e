import { expect, it } from 'vitest';
import { roundNumberNear } from './round-number.ts';

it.each([1, 2, 5, 0.01, 0.05, 2e-7, 1000, 5e8])(
  '%d is round, also when it is off by 6e-6 of itself',
  (value) => {
    for (const off of [-6e-6, 0, 6e-6]) expect(roundNumberNear(value * (1 + off))).toBeCloseTo(value, 12);
  },
);

it.each([3, 1.00002, 0.99998, 4.9999, 0, -1, NaN, Infinity])('%d is not', (value) => {
  expect(roundNumberNear(value)).toBeNull();
});
