import { layoutOf } from '@gradproof/flatteners';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evaluator } from '../contract/engine.ts';
import { BLOCK_SIZE, planShards, type Shard } from '../contract/shards.ts';
import { createRandom } from '../numerics/random.ts';
import { aggregate } from './aggregate.ts';
import { checkShard } from './compare-shard.ts';

const EPSILON = 1e-7;

/** An evaluator that knows the derivatives in advance. */
const knowing = (derivatives: Float64Array): Evaluator => ({
  derivatives: ({ start, end }) =>
    Promise.resolve({
      values: derivatives.slice(start, end),
      evaluations: 2 * (end - start),
      errorBound: null,
      kinks: { coordinates: [], resolved: false, at: 0, oneSided: [] },
      nonFinite: null,
    }),
  directionalDerivatives: () => Promise.reject(new Error('not asked for')),
  parallel: 1,
  dispose: () => Promise.resolve(),
});

/** Numbers of every size, and now and then one that isn't finite. */
const spread = (size: number, seed: number, wild: boolean): Float64Array => {
  const random = createRandom(seed);
  return Float64Array.from({ length: size }, () => {
    if (wild && random() < 1e-3) return NaN;
    return (random() - 0.5) * 10 ** Math.floor(random() * 300 - 150);
  });
};

const layouts = fc
  .array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 5 })
  .map((sizes) => layoutOf(sizes.map((size, i) => ({ name: `T${i}`, shape: [size] }))));

describe('aggregate', () => {
  it('gives the same bits for every sharding and every order of arrival, also when a shard arrives twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        layouts,
        fc.nat(),
        fc.boolean(),
        fc.integer({ min: 1, max: 4000 }),
        async (layout, seed, wild, shardSize) => {
          const grad = spread(layout.size, seed, wild);
          const evaluator = knowing(spread(layout.size, seed + 1, wild));
          const theta = new Float64Array(layout.size);
          const results = (shards: readonly Shard[]) =>
            Promise.all(
              shards.map((shard) =>
                checkShard(evaluator, shard, { layout, theta, grad, epsilon: EPSILON, threshold: 2e-7 }),
              ),
            );

          const whole = aggregate(layout, await results([{ start: 0, end: layout.size }]));
          const random = createRandom(seed);
          const shuffled = (await results(planShards(layout, shardSize)))
            .flatMap((result) => (random() < 0.2 ? [result, structuredClone(result)] : [result]))
            .map((result) => ({ result, key: random() }))
            .sort((a, b) => a.key - b.key)
            .map(({ result }) => result);
          const sharded = aggregate(layout, shuffled);

          expect(sharded).toEqual(whole);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('refuses shards that leave something out', async () => {
    const layout = layoutOf([{ name: 'W', shape: [3000] }]);
    const grad = new Float64Array(3000);
    const check = (shard: Shard) =>
      checkShard(knowing(grad), shard, { layout, theta: grad, grad, epsilon: EPSILON, threshold: 2e-7 });
    const [first, , third] = await Promise.all(planShards(layout, BLOCK_SIZE).map(check));
    expect(() => aggregate(layout, [first!, third!])).toThrow(/don't fit together/);
    expect(() => aggregate(layout, [first!])).toThrow(/end at 1024 of 3000/);
  });

  it('gives each tensor its own entries, of all shards', async () => {
    const layout = layoutOf([
      { name: 'V', shape: [1500] },
      { name: 'W', shape: [3] },
    ]);
    const theta = new Float64Array(layout.size);
    const grad = theta.with(0, 1).with(1, NaN).with(1499, 2).with(1400, NaN).with(1500, 3).with(1502, 4);
    const check = { layout, theta, grad, epsilon: EPSILON, threshold: 2e-7 };
    const shards = planShards(layout, 1);
    const results = await Promise.all(shards.map((shard) => checkShard(knowing(theta), shard, check)));
    const [first, ...others] = results.map((result, k) => ({ ...result, kinks: { ...result.kinks, at: k } }));
    const { tensors, kinks } = aggregate(layout, [...others, first!]);
    const worst = tensors.map((tensor) => tensor.worst.map(({ coordinate }) => coordinate));
    expect(worst).toEqual([[1, 1400, 1499, 0], [1502, 1500]]); // prettier-ignore
    expect(tensors.map(({ nonFinite }) => nonFinite)).toEqual([{ first: 1, entries: 2 }, null]);
    expect(kinks.at).toBe(2);
  });
});
