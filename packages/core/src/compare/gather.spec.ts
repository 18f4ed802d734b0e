import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import type { Derivatives, Evaluator } from '../contract/engine.ts';
import type { Shard } from '../contract/shards.ts';
import { aggregate } from './aggregate.ts';
import { checkShard } from './compare-shard.ts';
import { gatheredLayout, gatherEvaluator } from './gather.ts';
import { scatter } from './scatter.ts';

const layout = layoutOf([
  { name: 'V', shape: [4] },
  { name: 'W', shape: [3] },
  { name: 'U', shape: [2] },
]);

/** An evaluator whose derivatives are the coordinates; it finds what is asked for at each. */
const evaluatorOf = (found: (coordinate: number) => Partial<Derivatives>): Evaluator => ({
  derivatives: ({ start, end }: Shard) => {
    expect(end).toBe(start + 1);
    const kinks = { coordinates: [], resolved: true, at: 0, oneSided: [] };
    const values = Float64Array.of(start);
    return Promise.resolve({ values, errorBound: null, evaluations: 2, kinks, nonFinite: null, ...found(start) });
  },
  directionalDerivatives: () => Promise.reject(new Error('not asked for')),
  parallel: 1,
  dispose: () => Promise.resolve(),
}); // prettier-ignore

describe('gathered coordinates', () => {
  it('have a layout of the tensors that are sampled, from their first coordinate to their last', () => {
    const { gathered, tensors } = gatheredLayout(layout, [3, 4, 6]);
    expect(tensors).toEqual([0, 1]);
    expect(gathered.tensors.map(({ name, size }) => [name, size])).toEqual([['V', 1], ['W', 2]]); // prettier-ignore
    expect(gatheredLayout(layout, [0, 7, 8]).tensors).toEqual([0, 2]);
  });

  it('are numbered by their place in the sample, and as they were when scattered', async () => {
    const sample = [3, 4, 6];
    const { gathered, tensors } = gatheredLayout(layout, sample);
    const search = (i: number) => ({ steps: {}, jumps: [i], rough: [i], constant: [i] });
    const evaluator = gatherEvaluator(evaluatorOf((i) => ({ search: search(i) })), sample);
    const derivatives = await evaluator.derivatives({ start: 1, end: 3 }, 1e-7);
    expect(derivatives.search).toEqual({ steps: {}, jumps: [1, 2], rough: [1, 2], constant: [1, 2] });
    const grad = new Float64Array(3);
    const check = { layout: gathered, theta: grad, grad, epsilon: 1e-7, threshold: 1e-7 };
    const found = await checkShard(evaluator, { start: 0, end: 3 }, check);
    const scattered = scatter(layout, sample, tensors, aggregate(gathered, [found]));
    expect(scattered.search).toEqual({ steps: {}, jumps: sample, rough: sample });
    expect(scattered.tensors.map(({ coordinates }) => coordinates)).toEqual([1, 2, 0]);
    expect(scattered.tensors.map(({ worst }) => worst.map(({ coordinate }) => coordinate))).toEqual([[3], [6, 4], []]);
    expect(scattered.tensors[1]!.unmoved).toEqual({ first: 4, entries: 2 });
  }); // prettier-ignore

  it('have no search where none was made', async () => {
    const sample = [0, 8];
    const { gathered, tensors } = gatheredLayout(layout, sample);
    const evaluator = gatherEvaluator(evaluatorOf(() => ({})), sample); // prettier-ignore
    const grad = Float64Array.of(0, 8);
    const check = { layout: gathered, theta: grad, grad, epsilon: 1e-7, threshold: 1e-7 };
    const found = await checkShard(evaluator, { start: 0, end: 2 }, check);
    expect(scatter(layout, sample, tensors, aggregate(gathered, [found])).search).toBeNull();
  });
});
