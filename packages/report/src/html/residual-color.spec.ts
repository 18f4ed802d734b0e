import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { residualColor, strengthOf } from './residual-color.ts';

const positive = fc.double({ min: 1e-300, max: 1e300, noNaN: true });

describe('residualColor', () => {
  it('grows with the residual, by its size alone', () => {
    fc.assert(
      fc.property(positive, positive, positive, (a, b, threshold) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(strengthOf(less, threshold)).toBeLessThanOrEqual(strengthOf(more, threshold));
        expect(residualColor(-less, threshold)[3]).toBe(residualColor(less, threshold)[3]);
      }),
    );
  });

  it('is nothing for no residual, pale within the threshold, full where the residual is the gradient', () => {
    expect(residualColor(0, 2e-7)[3]).toBe(0);
    expect(residualColor(1e-7, 2e-7)[3]).toBeLessThan(60);
    expect(residualColor(1, 2e-7)[3]).toBe(255);
  });

  it('tells the signs apart, and what is not finite from both', () => {
    const colors = [1, -1, NaN].map((relative) => residualColor(relative, 2e-7).join());
    expect(new Set(colors).size).toBe(3);
    expect(residualColor(-Infinity, 2e-7)).toEqual(residualColor(NaN, 2e-7));
  });
});
