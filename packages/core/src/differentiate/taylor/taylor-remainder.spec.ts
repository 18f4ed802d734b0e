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

  it('begins at an eighth of the scale, and quarters the step', async () => {
    const { steps } = (await remainderOf(right))!;
    expect(steps[0]).toBe(1 / 8);
    expect(steps.every((step, k) => k === 0 || step === steps[k - 1]! / 4)).toBe(true);
  });

  /** Remainders of so many deviations of J's noise at the two longest steps, of none at the others. */
  const remainderOfDeviations = async (first: number, second: number) => {
    const sigma = 1e-6;
    const costs = (points: readonly unknown[]) =>
      Promise.resolve(points.map((_, k) => sigma * ([first, second][k] ?? 0)));
    const grad = new Float64Array(3);
    const problem = { costs, theta, grad, cost: 0, sigma, scales: theta.map(Math.abs), seed: 1 };
    return (await taylorRemainder(problem)).taylor;
  };

  it('is read where noise moves its slope by less than a tenth: above 16 to 64 deviations', async () => {
    // log remainder at two steps of ratio 4: a deviation of √2/(n·ln 4) for n of J's, a tenth at 10
    expect(Math.SQRT2 / 16 / Math.log(4)).toBeLessThan(1 / 10);
    expect((await remainderOfDeviations(1024, 64))!.slope).toBeCloseTo(2, 12);
    expect(await remainderOfDeviations(1024, 16)).toBeNull();
  });

  it.each([
    [1.9, false],
    [1.6, false],
    [1.4, true],
    [1.1, true],
  ])('with a slope of %d: nearer to 1 than to 2 is %s', (slope, isNearer) => {
    const taylor = { slope, steps: [], remainders: [], linear: 1, length: 1 };
    expect(contradicts(taylor, 0.5)).toBe(isNearer);
  });
});
