import { describe, expect, it } from 'vitest';
import { leastSquares } from './least-squares.ts';
import { createRandom } from './random.ts';

describe('least squares', () => {
  it('finds the polynomial that values lie on, and leaves nothing', () => {
    const rows = [0.1, 0.4, 0.5, 0.9, 1].map((t) => [1, t, t * t]);
    const { coefficients, residuals, sumOfSquares } = leastSquares(
      rows,
      rows.map(([one, t, square]) => 3 * one! - 2 * t! + 5 * square!),
    )!;
    [3, -2, 5].forEach((value, i) => expect(Math.abs(coefficients[i]! - value)).toBeLessThan(1e-10));
    residuals.forEach((residual) => expect(Math.abs(residual)).toBeLessThan(1e-12));
    expect(sumOfSquares).toBeLessThan(1e-24);
  });

  it('leaves residuals that are perpendicular to every column, and sums their squares', () => {
    const rows = [0.1, 0.4, 0.5, 0.9, 1].map((t) => [1, t]);
    const { residuals, sumOfSquares } = leastSquares(rows, [1, 0, 2, 0, 1])!;
    for (const column of [0, 1])
      expect(Math.abs(residuals.reduce((sum, r, k) => sum + r * rows[k]![column]!, 0))).toBeLessThan(1e-14);
    expect(sumOfSquares).toBeCloseTo(
      residuals.reduce((sum, r) => sum + r * r, 0),
      15,
    );
  });

  it('gives the variance of each coefficient, in variances of the noise', () => {
    const random = createRandom(1);
    const rows = Array.from({ length: 9 }, (_, k) => [1, k / 9]);
    const slopes = Array.from({ length: 4000 }, () => {
      const noise = rows.map(() => (random() - 0.5) * Math.sqrt(12));
      return leastSquares(rows, noise)!.coefficients[1]!;
    });
    const seen = slopes.reduce((sum, slope) => sum + slope * slope, 0) / slopes.length;
    const { variances } = leastSquares(
      rows,
      rows.map(() => 0),
    )!;
    expect(seen / variances[1]!).toBeGreaterThan(0.9); // √(2/4000) = 0.02 of it is its deviation
    expect(seen / variances[1]!).toBeLessThan(1.1);
  });

  it('has no answer where columns depend on each other, or are no numbers', () => {
    const values = [1, 2, 3];
    expect(leastSquares([[1, 2], [1, 2], [1, 2]], values)).toBeNull(); // prettier-ignore
    expect(leastSquares([[1, NaN], [1, 2], [1, 3]], values)).toBeNull(); // prettier-ignore
  });
});
