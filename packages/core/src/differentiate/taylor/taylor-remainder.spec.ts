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

  it('says nothing of a constant, which has neither remainders nor noise', async () => {
    expect((await askedWith(new Float64Array(3), () => 0)).taylor).toBeNull();
  });

  it('begins at an eighth of the scale, and quarters the step', async () => {
    const { steps } = (await remainderOf(right))!;
    expect(steps[0]).toBe(1 / 8);
    expect(steps.every((step, k) => k === 0 || step === steps[k - 1]! / 4)).toBe(true);
  });

  it('is read at the steps that stay within the domain of J', async () => {
    const isNear = (at: Float64Array) => at.every((value, i) => Math.abs(value / theta[i]! - 1) < 0.03);
    const within = (at: Float64Array) => (isNear(at) ? cost(at) : NaN);
    const taylor = await remainderOf(right.with(1, right[1]! * 1.1), within);
    expect(taylor!.steps[0]).toBeLessThan(1 / 8);
    expect(contradicts(taylor, 1e-6)).toBe(true);
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

  /** What it asks for along its direction, [3], when J is `costs` there. */
  const askedWith = async (grad: Float64Array, costs: (h: number, direction: Float64Array) => number) => {
    const distances: number[] = [];
    let direction = new Float64Array(3);
    const found = await taylorRemainder({
      costs: (points) => {
        direction = points[0]!.map((value) => value * 8); // h is 1/8
        distances.push(...points.map((point) => point[0]! / direction[0]!));
        return Promise.resolve(distances.map((h) => costs(h, direction)));
      },
      theta: new Float64Array(3),
      grad,
      cost: 0,
      sigma: 0,
      scales: Float64Array.of(1 / 8, 1 / 4, 3 / 8),
      seed: 1,
    });
    return { ...found, distances, direction };
  };

  it('asks for few points, down to where a smooth J’s h² is lost in 2⁻⁵²·32', async () => {
    const { distances, evaluations } = await askedWith(new Float64Array(3), () => 0);
    expect(evaluations).toBe(distances.length);
    const shortest = Math.min(...distances);
    expect(shortest ** 2).toBeLessThan(32 * 2 ** -42); // a J of 2¹⁰
    expect(shortest ** 2).toBeGreaterThan(2 ** -52);
  });

  it('tells the length of its direction', async () => {
    const { taylor, direction } = await askedWith(new Float64Array(3), (h) => h ** 2);
    expect(taylor!.length).toBeCloseTo(Math.hypot(...direction), 14);
  });

  it.each([
    [2, true],
    [0.5, false],
  ])('takes the rounding of h·grad·v for noise, also where its terms cancel: %d times as much is seen, %s', async (times, isSeen) => {
    const { direction } = await askedWith(new Float64Array(3), () => 0);
    const grad = Float64Array.of(1e10 / direction[0]!, -1e10 / direction[1]!, 0);
    const noise = 32 * Number.EPSILON * (1e10 + 1e10);
    expect((await askedWith(grad, (h) => times * noise * h)).taylor !== null).toBe(isSeen);
  }); // prettier-ignore

  it('contradicts a slope below 1.5 and an error above what is allowed, no others', () => {
    const taylor = { slope: 1.25, steps: [], remainders: [], linear: 1, length: 2 };
    expect(contradicts(taylor, 0.49)).toBe(true);
    expect(contradicts(taylor, 0.5)).toBe(false);
    expect(contradicts({ ...taylor, slope: 1.5 }, 0.49)).toBe(false);
  });
});
