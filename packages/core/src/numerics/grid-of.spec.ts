import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridOf } from './grid-of.ts';

const part = fc.integer({ min: -1000, max: 1000 });

describe('gridOf', () => {
  it.each([0.01, 1e-7, 3])('finds the grid of %d in lines that look straight', (grid) => {
    const lines = [2, -7, 3].map((step) =>
      Float64Array.from({ length: 8 }, (_, k) => (41 + k * step) * grid),
    );
    expect(gridOf(lines) / grid).toBeCloseTo(1, 6);
  });

  it('finds the common divisor of any multiples', () => {
    fc.assert(
      fc.property(part, part, fc.array(part, { minLength: 8, maxLength: 8 }), (a, b, steps) => {
        const lines = [Float64Array.of(a, a + 1, a + 4), Float64Array.from(steps), Float64Array.of(b, b + 1)];
        return gridOf(lines.map((line) => line.map((value) => value / 1e4))) > 0.99e-4;
      }),
    );
  });

  it('finds it among steps that are too long to tell', () => {
    // a step is told from its neighbours' multiples up to 2⁻⁷·grid/4ε = 1243 times the grid
    const values = [0, 1, 3, 4, 900, 3900, 40_000, 3e6].map((k) => 1 + k * 1e-10 * Math.SQRT2);
    const lines = [Float64Array.from(values.toReversed()), Float64Array.from(values)];
    expect(gridOf(lines) / (1e-10 * Math.SQRT2)).toBeCloseTo(1, 4);
  });

  it('finds none in smooth values', () => {
    const lines = [Math.SQRT2, Math.E, -Math.PI].map((slope) =>
      Float64Array.from({ length: 8 }, (_, k) => Math.sin(1 + 1e-8 * slope * k)),
    );
    expect(gridOf(lines)).toBe(0);
  });

  it.each([Infinity, -Infinity, NaN])('finds none, and ends, among values of %d', (value) => {
    const lines = [Float64Array.of(1, value, -value, 3), Float64Array.of(value, 2, value, -value)];
    expect(gridOf(lines)).toBe(0);
  });

  it('finds none where nothing moves, or on a single line', () => {
    expect(gridOf([new Float64Array(8), new Float64Array(8)])).toBe(0);
    expect(gridOf([Float64Array.of(1, 2, 3, 5)])).toBe(0);
  });

  it('takes three steps on two lines for evidence: two have a common divisor by chance', () => {
    const line = (...values: number[]) => Float64Array.from(values, (value) => value / 64);
    expect(gridOf([line(0, 1), line(0, 2)])).toBe(0);
    expect(gridOf([line(0, 1, 3), line(0, 2)])).toBe(1 / 64);
    expect(gridOf([line(0, 1, 3, 6)])).toBe(0);
  });

  /** Values near 1 on a grid, each step off by so many units in the last place, up and down. */
  const offBy = (grid: number, units: number) =>
    [0, 1].map((shift) =>
      Float64Array.from({ length: 8 }, (_, k) => 1 + (k + shift) * grid + (k % 2) * (units / 2) * Number.EPSILON),
    ); // prettier-ignore

  it('allows for the rounding of the values, a few units each, and not for more', () => {
    const grid = 2 ** -20;
    // two steps, off in opposite ways by the error of either, which is 4 units, and its remainder by as much again
    expect(gridOf(offBy(grid, 8)) / grid).toBeCloseTo(1, 6);
    expect(gridOf(offBy(grid, 40))).toBe(0);
  });

  it('is told from rounding by a factor of some hundreds', () => {
    // a step known to 4 units, twice, must be 1/64 of the grid or less: 512 units, with as much room for its multiples
    expect(gridOf(offBy(2048 * Number.EPSILON, 0))).toBe(2048 * Number.EPSILON);
    expect(gridOf(offBy(512 * Number.EPSILON, 0))).toBe(0);
  });

  it('is found where rounding is just small enough, and just explains a remainder', () => {
    const lines = (steps: readonly number[]) => {
      const values = steps.map((_, k) => 1 - steps.slice(0, k).reduce((sum, step) => sum + step, 0));
      return [Float64Array.from(values), Float64Array.from(values)];
    };
    // beneath 1, a step is known to 8 units of 2⁻⁵², and once its multiple is taken off, to 16: 1/64 of 2⁻⁴²
    const least = 2 ** -42;
    expect(gridOf(lines([least, least, least, 0]))).toBe(least);
    expect(gridOf(lines([2 ** -20, 2 ** -20 + 16 * Number.EPSILON, 0]))).toBe(2 ** -20);
  });
});
