import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeDifference } from './relative-difference.ts';
import { sumOfSquares } from './sum-of-squares.ts';

const differenceOf = (grad: readonly number[], gradapprox: readonly number[]): number => {
  const sum = (values: readonly number[]) => sumOfSquares(Float64Array.from(values));
  return relativeDifference({
    grad: sum(grad),
    gradapprox: sum(gradapprox),
    residual: sum(grad.map((g, i) => g - gradapprox[i]!)),
  });
};

describe('relativeDifference', () => {
  it.each<[string, number[], number[], number]>([
    ['0 for equal gradients', [3, 4], [3, 4], 0],
    ['0 for two zeros', [0, 0], [0, 0], 0],
    ['1 for opposite ones', [3, 4], [-3, -4], 1],
    ['1 where one is zero', [0, 0], [3, 4], 1],
    ['1/3 for a doubled one', [6, 8], [3, 4], 1 / 3],
    ['the norms’ quotient', [3, 0], [0, 4], 5 / 7],
    ['unmoved by overflow', [2 ** 1000 * 6], [2 ** 1000 * 3], 1 / 3],
    ['unmoved by a norm beyond float64', Array<number>(4).fill(2 ** 1023), Array<number>(4).fill(2 ** 1022), 1 / 3],
    ['unmoved by underflow', [2 ** -1060 * 6], [2 ** -1060 * 3], 1 / 3],
  ])('is %s', (_what, grad, gradapprox, expected) => {
    expect(differenceOf(grad, gradapprox)).toBe(expected);
  }); // prettier-ignore

  it.each([
    ['a NaN in the gradient', [NaN, 1], [1, 1]],
    ['a NaN in the numerical gradient', [1, 1], [1, NaN]],
    ['an infinite gradient', [Infinity], [1]],
    ['two infinite ones', [Infinity], [Infinity]],
  ])('is NaN for %s', (_what, grad, gradapprox) => {
    expect(differenceOf(grad, gradapprox)).toBeNaN();
  });

  it('lies between 0 and 1 and does not change when the gradients are swapped', () => {
    const vector = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e307, max: 1e307 }), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(vector, vector, (grad, gradapprox) => {
        const difference = differenceOf(grad, gradapprox);
        expect(difference).toBe(differenceOf(gradapprox, grad));
        expect(difference).toBeGreaterThanOrEqual(0);
        expect(difference).toBeLessThanOrEqual(1 + 8 * Number.EPSILON); // the triangle inequality, rounded
      }),
    );
  });
});
