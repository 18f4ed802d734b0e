import { expect, it } from 'vitest';
import { normalVector } from './normal.ts';
import { createRandom } from './random.ts';

it('normal components have mean 0, variance 1 and the tails of a normal distribution', () => {
  const size = 40_000;
  const values = normalVector(size, createRandom(1));
  const mean = (of: (value: number) => number) => values.reduce((sum, value) => sum + of(value), 0) / size;
  expect(Math.abs(mean((value) => value))).toBeLessThan(5 / Math.sqrt(size)); // five deviations
  expect(Math.abs(mean((value) => value * value) - 1)).toBeLessThan(5 * Math.sqrt(2 / size));
  expect(Math.abs(mean((value) => +(Math.abs(value) > 2)) - 0.0455)).toBeLessThan(
    5 * Math.sqrt(0.0455 / size),
  );
  expect([...normalVector(3, createRandom(7))]).toEqual([...normalVector(3, createRandom(7))]);
});
