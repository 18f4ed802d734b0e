import { describe, expect, it } from 'vitest';
import { normOf } from '../../numerics/vectors.ts';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { numbers, suspect } from '../planted-tensor.fixture.ts';
import { projection } from './projection.ts';

/** Without its part along θ, row by row of this width. */
const across = (values: Float64Array, theta: Float64Array, width: number) =>
  values.map((value, at) => {
    const row = Math.floor(at / width) * width;
    const [g, t] = [values.subarray(row, row + width), theta.subarray(row, row + width)];
    return value - (g.reduce((sum, x, k) => sum + x * t[k]!, 0) / normOf(t) ** 2) * theta[at]!;
  });

/** A tensor whose gradient is perpendicular to θ in rows of this width, with what is added to it. */
const tensorOf = (
  shape: readonly number[],
  width: number,
  add: (theta: number, row: number) => number,
  seed = 3,
) => {
  const planted = suspect(shape, seed, (right) => right);
  const { theta } = planted;
  const gradapprox = across(numbers(theta.length, seed + 50), theta, width);
  const grad = gradapprox.map((a, at) => a + add(theta[at]!, Math.floor(at / width)));
  return suspectTensor({ ...planted, grad, gradapprox, error: 0 });
};

describe('projection', () => {
  it('is told of the whole tensor', () => {
    for (let seed = 0; seed < 100; seed++) {
      const found = projection.explain(tensorOf([4], 4, (theta) => 1.541 * theta, seed));
      expect({ seed, ...found }).toMatchObject({ seed, axis: null, perpendicular: 'gradapprox' });
    }
    const { message } = projection.explain(tensorOf([4], 4, (theta) => 1.541 * theta))!;
    expect(message).toContain("dW1 differs from the numerical gradient along W1 only: the cost doesn't change when W1 is scaled"); // prettier-ignore
  });

  it('is told row by row', () => {
    const found = projection.explain(tensorOf([3, 4], 4, (theta, row) => (row - 0.7) * theta));
    expect(found).toMatchObject({ axis: 0, perpendicular: 'gradapprox' });
    expect(found!.message).toContain('along W1 only, row by row');
  });

  it('is one too many where the gradient is perpendicular and the numerical one is not', () => {
    const { grad, gradapprox, ...tensor } = tensorOf([5], 5, (theta) => -0.83 * theta);
    const turned = suspectTensor({ ...tensor, grad: gradapprox, gradapprox: grad });
    expect(projection.explain(turned)).toMatchObject({ perpendicular: 'grad' });
  });

  it('is an L2 term where the multiple is a round number, or the same in all rows', () => {
    expect(projection.explain(tensorOf([4], 4, (theta) => 0.01 * theta))).toBeNull();
    expect(projection.explain(tensorOf([3, 4], 4, (theta) => 0.137 * theta))).toBeNull();
    expect(projection.explain(tensorOf([3, 4], 12, (theta) => 0.137 * theta))).not.toBeNull();
  });

  it('needs a gradient that is perpendicular to 2 % of the residual, and two entries', () => {
    const tilted = (part: number) => {
      const tensor = tensorOf([4], 4, (theta) => 1.541 * theta);
      const along = (part * normOf(tensor.residual)) / normOf(tensor.theta);
      const gradapprox = tensor.gradapprox.map((a, i) => a + along * tensor.theta[i]!);
      const grad = tensor.grad.map((g, i) => g + along * tensor.theta[i]!);
      return projection.explain(suspectTensor({ ...tensor, grad, gradapprox, error: 1 }));
    };
    expect(tilted(0.01)).not.toBeNull();
    expect(tilted(0.04)).toBeNull();
    expect(projection.explain(suspect([1], 3, (right, theta) => right.map((g, i) => g + 1.3 * theta[i]!)))).toBeNull(); // prettier-ignore
  });
});
