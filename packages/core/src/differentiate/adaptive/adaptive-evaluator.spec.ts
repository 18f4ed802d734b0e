import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { createAdaptiveDifferentiation } from './adaptive-evaluator.ts';

const theta = Float64Array.from({ length: 90 }, (_, i) => 1 + Math.sin(i));
const cost = (at: Float64Array): number => at.reduce((sum, t, i) => sum + Math.exp(t / 3) * Math.cos(i), 0);
const gradient = theta.map((t, i) => (Math.exp(t / 3) * Math.cos(i)) / 3);
const problem = { kind: 'function' as const, layout: layoutOf([{ name: 'w', shape: [90] }]), theta, cost };
const known = { cost: cost(theta), sigma: 1e-14 };
const all = { start: 0, end: 90 };

describe('the evaluator that searches its steps', () => {
  it('gives the derivatives, each within its bound', async () => {
    const evaluator = createAdaptiveDifferentiation(problem, known);
    const { values, errorBound, evaluations } = await evaluator.coordinates(all);
    values.forEach((value, i) => expect(Math.abs(value - gradient[i]!)).toBeLessThanOrEqual(errorBound![i]!));
    expect(evaluations).toBeLessThan(12 * 90);
  });

  it('gives an entry the same bits whatever shard computed it', async () => {
    const evaluator = createAdaptiveDifferentiation(problem, known);
    const whole = (await evaluator.coordinates(all)).values;
    for (const cut of [1, 33, 89]) {
      const left = await evaluator.coordinates({ start: 0, end: cut });
      const right = await evaluator.coordinates({ start: cut, end: 90 });
      expect([...left.values, ...right.values]).toEqual([...whole]);
    }
  });

  it('asks a batched cost for many points at a time, and gives the same bits', async () => {
    const batches: number[] = [];
    const costs = (points: readonly Float64Array[]) => {
      batches.push(points.length);
      return Promise.resolve(points.map(cost));
    };
    const single = await createAdaptiveDifferentiation(problem, known).coordinates(all);
    const batched = await createAdaptiveDifferentiation({ ...problem, costs }, known).coordinates(all);
    expect(batched).toEqual(single);
    expect(Math.max(...batches)).toBe(6 * 64);
    expect(batches.length).toBeLessThan(20);
  });

  it('gives a batched cost of many parameters 32 to 64 MiB of points at a time', async () => {
    const size = 100_000;
    const layout = layoutOf([{ name: 'w', shape: [size] }]);
    const bytes: number[] = [];
    const costs = (points: readonly Float64Array[]) => {
      bytes.push(points.length * size * 8);
      return Promise.resolve(points.map(() => 1));
    };
    const large = { ...problem, layout, theta: new Float64Array(size), costs };
    await createAdaptiveDifferentiation(large, { ...known, cost: 1 }).coordinates({ start: 0, end: 20 });
    expect(Math.max(...bytes)).toBeGreaterThan(32 * 2 ** 20);
    expect(Math.max(...bytes)).toBeLessThanOrEqual(64 * 2 ** 20);
  });

  it('refuses a batched cost that returns another number of values', async () => {
    const evaluator = createAdaptiveDifferentiation({ ...problem, costs: () => [1] }, known);
    await expect(evaluator.coordinates(all)).rejects.toThrow(/returned 1 values for/);
  });

  it('takes an error of 0 that is needed for none: the relative one is small enough then', async () => {
    const relative = await createAdaptiveDifferentiation(problem, known).coordinates(all);
    const none = await createAdaptiveDifferentiation(problem, { ...known, needed: 0 }).coordinates(all);
    expect(none).toEqual(relative);
  });

  it('differentiates along directions', async () => {
    const direction = theta.map((_, i) => Math.sin(3 * i));
    const expected = gradient.reduce((sum, g, i) => sum + g * direction[i]!, 0);
    const { values, errorBound } = await createAdaptiveDifferentiation(problem, known).along([
      direction,
      new Float64Array(90),
    ]);
    expect(Math.abs(values[0]! - expected)).toBeLessThanOrEqual(errorBound![0]!);
    expect(values[1]).toBe(0);
  });

  it('ends with the signal', async () => {
    const reason = new Error('enough');
    const evaluating = createAdaptiveDifferentiation(problem, known).coordinates(
      all,
      AbortSignal.abort(reason),
    );
    await expect(evaluating).rejects.toBe(reason);
  });
});
