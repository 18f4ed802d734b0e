import { describe, expect, it } from 'vitest';
import {
  embed,
  innerProduct,
  LEAST_COMPONENT,
  randomDirection,
  ROOT_MEAN_SQUARE,
  scaledDirection,
  signedUniform,
} from './direction.ts';
import { createRandom } from './random.ts';

const SIZE = 40_000;
const components = randomDirection({ start: 0, end: SIZE }, createRandom(1));

describe('random directions', () => {
  it('have components of both signs, none smaller than the least', () => {
    const least = components.reduce((smallest, v) => Math.min(smallest, Math.abs(v)), Infinity);
    expect(least).toBeGreaterThanOrEqual(LEAST_COMPONENT);
    expect(least).toBeLessThan(LEAST_COMPONENT + 20 / SIZE); // e⁻²⁰ of all samples have none nearer
    const positive = components.filter((v) => v > 0).length;
    expect(Math.abs(positive - SIZE / 2)).toBeLessThan(5 * Math.sqrt(SIZE / 4)); // five deviations
  });

  it('have the root mean square that is stated', () => {
    const meanSquare = components.reduce((sum, v) => sum + v * v, 0) / SIZE;
    // v² of U[½, 3/2] has a variance of 121/80 − (13/12)² = 0.339
    expect(Math.abs(meanSquare - ROOT_MEAN_SQUARE ** 2)).toBeLessThan(5 * Math.sqrt(0.339 / SIZE));
  });

  it('leave out what is left out', () => {
    const direction = randomDirection({ start: 10, end: 14 }, createRandom(1), new Set([11, 13]));
    expect(Array.from(direction, (v) => v !== 0)).toEqual([true, false, true, false]);
  });

  it('are scaled component by component, from the same draws', () => {
    const scales = Float64Array.from({ length: SIZE }, (_, i) => i % 7);
    const scaled = scaledDirection(scales, createRandom(1));
    expect(scaled.every((value, i) => value === scales[i]! * components[i]!)).toBe(true);
  });

  it('are negative for one half of [0, 1)', () => {
    expect(signedUniform(0.5, 0.25)).toBe(0.75);
    expect(signedUniform(0.5 - 2 ** -54, 0.25)).toBe(-0.75);
  });

  it('are embedded within the range alone, and weighted there', () => {
    const tensor = { start: 2, end: 8 };
    const weight = (coordinate: number) => [NaN, NaN, NaN, NaN, 10, 100][coordinate] ?? NaN; // there is none elsewhere
    const direction = embed(10, tensor, Float64Array.of(1, 2, 3, 4, 5, 6), { start: 4, end: 6 }, weight);
    expect([...direction]).toEqual([0, 0, 0, 0, 30, 400, 0, 0, 0, 0]);
    expect([...embed(4, { start: 1, end: 3 }, Float64Array.of(7, 8), { start: 1, end: 3 })]).toEqual([
      0, 7, 8, 0,
    ]);
  });
});

describe('innerProduct', () => {
  it('has every term once', () => {
    const x = Float64Array.from({ length: 5000 }, (_, i) => i);
    expect(innerProduct(x, x.map(() => 1))).toBe((5000 * 4999) / 2);
    expect(innerProduct(x, x.map(() => 1), { start: 10, end: 13 })).toBe(10 + 11 + 12);
  }); // prettier-ignore
});
