import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { createFunctionEngine } from '../differentiate/textbook/function-engine.ts';
import { differenceOverEpsilon } from './epsilon-curve.ts';

const theta = Float64Array.of(0.3, -0.4, 1.1);
const layout = layoutOf([{ name: 'theta', shape: [3] }]);
const cost = (at: Float64Array) => at.reduce((sum, t) => sum + Math.exp(t), 0);
const problem = { kind: 'function', layout, theta, cost } as const;
const right = theta.map(Math.exp);

const curveOf = (grad: Float64Array) =>
  differenceOverEpsilon({ problem, grad }, { engine: createFunctionEngine(), seed: 0 });

describe('differenceOverEpsilon', () => {
  it('shows truncation, then round-off, of a right gradient', async () => {
    const { coordinates, points } = await curveOf(right);
    expect(coordinates).toBe(3);
    // the central difference of exp is sinh(ε)/ε times exp: it differs by ε²/6, half of it relative to both norms
    for (const { epsilon, difference } of points.slice(0, 3))
      expect(Math.abs(difference / (epsilon ** 2 / 12) - 1)).toBeLessThan(epsilon ** 2 / 10 + 1e-4);
    const least = Math.min(...points.map(({ difference }) => difference));
    expect(least).toBeLessThan(1e-9);
    expect(points.at(-1)!.difference).toBeGreaterThan(100 * least);
  });

  it.each([
    [5, 5],
    [30, 8],
    [480, 40],
    [3000, 64],
  ])('takes of %d coordinates %d: as much as one check of them all, but eight for a picture and 64 for a large vector', async (size, coordinates) => {
    const large = { kind: 'function' as const, layout: layoutOf([{ name: 'w', shape: [size] }]), theta: new Float64Array(size), cost };
    const curve = await differenceOverEpsilon({ problem: large, grad: new Float64Array(size) }, { engine: createFunctionEngine(), seed: 0 });
    expect(curve.coordinates).toBe(coordinates);
    expect(curve.points).toHaveLength(12);
  }); // prettier-ignore

  it('is flat for a wrong one', async () => {
    const { points } = await curveOf(right.map((g) => 2 * g));
    // |2g − g| / (2g + g) = 1/3, but for truncation at the largest step and round-off at the least
    for (const { difference } of points) expect(Math.abs(difference - 1 / 3)).toBeLessThan(1e-3);
  });

  it('tells where J is not finite', async () => {
    const broken = { ...problem, cost: (at: Float64Array) => (at[0]! > 0.35 ? NaN : cost(at)) };
    const { points } = await differenceOverEpsilon(
      { problem: broken, grad: right },
      { engine: createFunctionEngine(), seed: 0 },
    );
    expect(points[0]!.difference).toBeNaN();
    expect(points[6]!.difference).toBeLessThan(1e-6);
  });

  it('tells where J throws, and ends with the signal all the same', async () => {
    const throws = (at: Float64Array) => {
      if (at[0]! > 0.35) throw new Error('log of a negative number');
      return cost(at);
    };
    const check = { problem: { ...problem, cost: throws }, grad: right };
    const engine = createFunctionEngine();
    const { points } = await differenceOverEpsilon(check, { engine, seed: 0 });
    expect(points[0]!.difference).toBeNaN();
    expect(points[6]!.difference).toBeLessThan(1e-6);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(differenceOverEpsilon(check, { engine, seed: 0, signal })).rejects.toThrow('enough');
  });
});
