import { describe, expect, it } from 'vitest';
import { innerProduct } from './direction.ts';
import { hullResiduals, projectionOf } from './hull-residuals.ts';
import { normalVector } from './normal.ts';
import { createRandom } from './random.ts';
import { largestOf } from './vectors.ts';

const of = (...values: number[]) => Float64Array.of(...values);

describe('projectionOf', () => {
  it('leaves a residual that is orthogonal to every column, also where columns are nearly parallel', () => {
    const random = createRandom(1);
    const y = normalVector(12, random);
    const first = normalVector(12, random);
    const columns = [first, first.map((value, i) => value + 1e-6 * Math.sin(i)), normalVector(12, random)];
    const { residual, coefficients } = projectionOf(columns, y);
    for (const column of columns) expect(Math.abs(innerProduct(residual, column))).toBeLessThan(1e-8);
    const rebuilt = residual.map((value, i) =>
      columns.reduce((sum, column, k) => sum + coefficients[k]! * column[i]!, value),
    );
    expect(largestOf(rebuilt.map((value, i) => value - y[i]!))).toBeLessThan(1e-8);
  });

  it('does without a column that depends on others, and without any', () => {
    const { residual, coefficients } = projectionOf([of(1, 0), of(2, 0), of(0, 0)], of(4, 3));
    expect([...residual]).toEqual([0, 3]);
    expect([...coefficients]).toEqual([0, 2, 0]);
    expect([...projectionOf([], of(1, 2)).residual]).toEqual([1, 2]);
  });
});

describe('hullResiduals', () => {
  const corners = [of(0, 0), of(1, 0), of(0, 1)];

  it('is 0 for a point of the hull, with the weights that make it', () => {
    const { affine, convex, weights } = hullResiduals(corners, of(0.2, 0.5));
    expect(largestOf(affine)).toBeLessThan(1e-15);
    expect(largestOf(convex)).toBeLessThan(1e-15);
    expect(weights[0]).toBeCloseTo(0.3, 14);
    expect(weights[1]).toBeCloseTo(0.2, 14);
    expect(weights[2]).toBeCloseTo(0.5, 14);
  });

  it('is a distance to the hull for a point outside, though it lies in the affine hull', () => {
    const { affine, convex, weights } = hullResiduals(corners, of(1, 1));
    expect(largestOf(affine)).toBeLessThan(1e-15);
    for (const value of convex) expect(value).toBeCloseTo(0.5, 14);
    expect(weights[0]).toBe(0);
    expect(weights[1]).toBeCloseTo(0.5, 14);
  });

  it('of a single point is the difference', () => {
    expect([...hullResiduals([of(1, 2)], of(3, 5)).convex]).toEqual([2, 3]);
  });
}); // prettier-ignore
