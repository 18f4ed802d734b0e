import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import type { Evaluator } from '../../contract/engine.ts';
import { checkRun, coordinatesOf, differentiateRun } from './run.ts';

/** An evaluator whose derivatives are the coordinates. */
const evaluator: Evaluator = {
  derivatives: ({ start, end }) =>
    Promise.resolve({
      values: Float64Array.from({ length: end - start }, (_, k) => start + k),
      errorBound: null,
      evaluations: 2,
      kinks: { coordinates: [], resolved: true, at: 0, oneSided: [] },
      nonFinite: null,
    }),
  directionalDerivatives: () => Promise.reject(new Error('not asked for')),
  parallel: 1,
  dispose: () => Promise.resolve(),
};
const layout = layoutOf([
  { name: 'W', shape: [2, 3] },
  { name: 'b', shape: [2, 1] },
]);
const grad = new Float64Array(8);
const check = { layout, theta: grad, grad, epsilon: 1e-7, threshold: 1e-7 };
const [weights, biases] = [{ start: 0, end: 6 }, { start: 6, end: 8 }] as const; // prettier-ignore

describe('a run', () => {
  it('has the coordinates of its shard and of its biases', () => {
    expect(coordinatesOf({ shard: { start: 10, end: 14 }, biases: { start: 20, end: 23 } })).toBe(7);
    expect(coordinatesOf({ shard: { start: 10, end: 14 }, biases: null })).toBe(4);
  });

  it('differentiates both', async () => {
    const both = await differentiateRun(evaluator, { shard: weights, biases }, 1e-7);
    expect([...both.derivatives.values]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...both.biases!.derivatives.values]).toEqual([6, 7]);
    expect((await differentiateRun(evaluator, { shard: weights, biases: null }, 1e-7)).biases).toBeNull();
  });

  it('compares whole blocks, and leaves parts of them for later', async () => {
    const whole = await checkRun(evaluator, { shard: weights, biases }, check);
    expect(whole.result!.shard).toEqual(weights);
    expect(whole.parts.map(({ shard }) => shard)).toEqual([biases]);
    const part = { start: 0, end: 3 };
    const parts = await checkRun(evaluator, { shard: part, biases: null }, check);
    expect(parts.result).toBeNull();
    expect(parts.parts.map(({ shard }) => shard)).toEqual([part]);
  });
});
