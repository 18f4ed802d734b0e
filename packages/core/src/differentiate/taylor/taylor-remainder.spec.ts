import { describe, expect, it } from 'vitest';
import { contradicts, taylorRemainder } from './taylor-remainder.ts';

const theta = Float64Array.of(0.3, -0.7, 1.1);
const cost = (at: Float64Array): number => at.reduce((sum, t) => sum + Math.exp(t), 0);
const right = theta.map(Math.exp);

const remainderOf = async (grad: Float64Array, J = cost) => {
  const costs = (points: readonly Float64Array[]) => Promise.resolve(points.map(J));
  const asked = { costs, theta, grad, cost: J(theta), sigma: 1e-16, scales: theta.map(Math.abs), seed: 1 };
  return (await taylorRemainder(asked)).taylor;
};

describe('the Taylor remainder', () => {
  it('falls with the square of the step when the gradient is right', async () => {
    const taylor = await remainderOf(right);
    expect(Math.abs(taylor!.slope - 2)).toBeLessThan(0.05);
    expect(contradicts(taylor, 0)).toBe(false);
  });

  it.each([
    ['doubled', right.map((g) => 2 * g)],
    ['of the wrong sign', right.map((g) => -g)],
    ['with one entry that is off by a tenth', right.with(1, right[1]! * 1.1)],
  ])('falls with the step alone when the gradient is %s', async (_what, wrong) => {
    const taylor = await remainderOf(wrong);
    expect(Math.abs(taylor!.slope - 1)).toBeLessThan(0.05);
    expect(contradicts(taylor, 1e-6)).toBe(true);
  });

  it('says by how much: the linear part is |(grad − ∇J)·v|', async () => {
    const one = await remainderOf(right.with(1, right[1]! + 0.1));
    const two = await remainderOf(right.with(1, right[1]! + 0.2));
    expect(two!.linear / one!.linear).toBeCloseTo(2, 2);
    expect(contradicts(one, one!.linear / one!.length / 2)).toBe(true);
    expect(contradicts(one, 2 * (one!.linear / one!.length))).toBe(false);
  });

  it('says nothing where it is lost in rounding, as for a linear function', async () => {
    const linear = (at: Float64Array) => 2 * at[0]! - at[1]!;
    expect(await remainderOf(Float64Array.of(2, -1, 0), linear)).toBeNull();
  });
});
