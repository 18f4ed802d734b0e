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
    const values = [0, 1, 3, 4, 900, 40_000, 3e6].map((k) => 1 + k * 1e-10 * Math.SQRT2);
    expect(gridOf([Float64Array.from(values), Float64Array.from(values)]) / (1e-10 * Math.SQRT2)).toBeCloseTo(
      1,
      4,
    );
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
});
