import { describe, expect, it } from 'vitest';
import { measureSides } from './measure-sides.ts';

/** What is found of J(x, y, z) at (1, 0, 2), whose y has two slopes, z three times those. */
const sides = async (J: (x: number, y: number, z: number) => number, { sigma = 1e-16, kinked = [1, 2] } = {}) => {
  const theta = Float64Array.of(1, 0, 2);
  const offsets: number[] = [];
  const costs = (points: readonly Float64Array[]) => {
    for (const point of points) offsets.push(...point.map((value, i) => value - theta[i]!).filter((offset) => offset !== 0));
    return Promise.resolve(points.map(([x, y, z]) => J(x!, y!, z!)));
  };
  const known = { slopes: Float64Array.of(7, 8, 9), errors: Float64Array.of(0.7, 0.8, 0.9) };
  const scales = Float64Array.of(1, 2, 4);
  const found = await measureSides({ costs, theta, cost: J(1, 0, 2), sigma, scales }, known, kinked);
  return { ...found, offsets };
}; // prettier-ignore

const bent = (x: number, y: number, z: number) => 10 + x + Math.max(2 * y, -3 * y) + 3 * Math.max(z - 2, 0);

describe('both slopes at kinks', () => {
  it('are those of smaller values on the left, of larger ones on the right; elsewhere the known one', async () => {
    const { left, right, slopeError, evaluations } = await sides(bent);
    expect(left[0]).toBe(7);
    expect(right[0]).toBe(7);
    expect(slopeError[0]).toBe(0.7);
    [-3, 0].forEach((slope, k) => expect(Math.abs(left[k + 1]! - slope)).toBeLessThan(1e-9));
    [2, 3].forEach((slope, k) => expect(Math.abs(right[k + 1]! - slope)).toBeLessThan(1e-9));
    expect(evaluations).toBe(8);
  });

  it('are extrapolated: what that changes is their error, on the side where it is more', async () => {
    for (const side of [1, -1]) {
      const curved = (x: number, y: number, z: number) => bent(x, y, z) + (side * y > 0 ? 5 * y ** 2 : 0);
      const { left, right, slopeError } = await sides(curved, { sigma: 1e-12 });
      expect(Math.abs(right[1]! - 2)).toBeLessThan(1e-3);
      expect(Math.abs(left[1]! + 3)).toBeLessThan(1e-3);
      const h = 2 * Math.cbrt(1e-13);
      expect(slopeError[1]! / (2.5 * h)).toBeCloseTo(1, 1);
    }
  });

  it.each([
    [1e-16, 2 ** -52],
    [1e-9, 1e-10],
    [1e-2, 1e-6], // at most a hundredth of the length
  ])('are taken over (σ/|J|)^⅓ of each length: σ = %d', async (sigma, relative) => {
    for (const J of [bent, (x: number, y: number, z: number) => -bent(x, y, z)]) {
      const { offsets, slopeError } = await sides(J, { sigma });
      const h = 2 * Math.cbrt(relative);
      const ofJ = Math.abs(J(1, 0, 2)) / 10;
      expect(Math.max(...offsets.slice(0, 4)) / (h / Math.cbrt(ofJ))).toBeCloseTo(1, 1);
      expect(Math.max(...offsets.slice(4)) / Math.max(...offsets.slice(0, 4))).toBeCloseTo(2, 6);
      if (sigma > 1e-12) expect(slopeError[1]! / ((8 * Math.sqrt(26) * sigma) / Math.max(...offsets.slice(0, 4)))).toBeCloseTo(1, 1);
    }
  }); // prettier-ignore
});
