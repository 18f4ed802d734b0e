import { blocksOf, type BlockSums, type RunResult } from '@gradproof/core';
import { layoutOf } from '@gradproof/flatteners';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vectorStore } from '../store/vector-store.ts';
import { createMemoryChunkStore } from '../testing/memory-chunk-store.ts';
import { decodeNumbers, encodeNumbers } from './numbers.ts';
import { decodeRunResult, encodeRunResult, runResultSchema } from './run-result.ts';

const layout = layoutOf([
  { name: 'W1', shape: [40, 60] },
  { name: 'b1', shape: [40, 1] },
]);
const run = { shard: { start: 0, end: 2400 }, biases: { start: 2400, end: 2440 } };

const number = fc.double();
const sum = fc.record({ exponent: fc.integer({ min: -1022, max: 1023 }), high: number, low: number });
const coordinate = fc.nat({ max: 2439 });
const some = <Item>(item: fc.Arbitrary<Item>) => fc.array(item, { maxLength: 4 });
const counted = <Item>(item: fc.Arbitrary<Item>) => fc.record({ count: fc.nat(), first: some(item) });
const nonFinite = fc.option(
  fc.record({
    coordinate,
    side: fc.constantFrom('plus' as const, 'minus' as const),
    cost: fc.constantFrom(NaN, Infinity, -Infinity),
  }),
);
const oneSided = fc.record({ coordinate, lower: number, upper: number });
const numbers = (length: number) =>
  fc.float64Array({ minLength: length, maxLength: length }).map((own) => Float64Array.from(own));

const suspect = { start: 1024, gradapprox: Float64Array.from({ length: 1024 }, (_, i) => i / 7) };

const results: fc.Arbitrary<RunResult> = fc.record({
  result: fc.record({
    shard: fc.constant(run.shard),
    blocks: fc.array(fc.tuple(sum, sum, sum, sum, sum, sum), { minLength: 3, maxLength: 3 }).map((all) =>
      blocksOf(layout, run.shard).map((place, block): BlockSums => {
        const [grad, gradapprox, residual, firm, knownError, excess] = all[block]!;
        return { ...place, grad, gradapprox, residual, firm, knownError, excess };
      }),
    ),
    worst: some(fc.record({ coordinate, grad: number, gradapprox: number })),
    nonFiniteGradient: fc.constantFrom({}, { 0: { first: 3, entries: 2 } }),
    unmoved: fc.constantFrom({}, { 1: { first: 2400, entries: 40 } }),
    search: fc.constant(null),
    nonFiniteCost: nonFinite,
    kinks: fc.record({ at: fc.nat(), crossed: counted(coordinate), oneSided: counted(oneSided) }),
    sample: some(fc.record({ coordinate, gradapprox: number, error: number })),
    suspects: fc.constantFrom([], [suspect]),
    evaluations: fc.nat(),
  }),
  biases: fc.record({
    shard: fc.constant(run.biases),
    differences: fc.record({
      values: numbers(40),
      roundOff: fc.option(numbers(40)),
      evaluations: fc.nat(),
      kinks: fc.record({
        coordinates: some(coordinate),
        resolved: fc.boolean(),
        at: fc.nat(),
        oneSided: some(oneSided),
      }),
      nonFinite,
    }),
  }),
});

const vectors = vectorStore(createMemoryChunkStore());
const sent = async (result: RunResult) =>
  runResultSchema.parse(
    JSON.parse(JSON.stringify(await encodeRunResult('check-1', run, result, 'w1', vectors))),
  );

describe('a run’s result', () => {
  it('survives JSON to the bit: NaN, infinities, −0 and all', async () => {
    await fc.assert(
      fc.asyncProperty(results, async (result) => {
        expect(await decodeRunResult(layout, await sent(result), vectors)).toEqual(result);
      }),
    );
  });

  const [given] = fc.sample(results, { numRuns: 1, seed: 1 });

  it.each([
    ['extra keys', { path: '/etc/passwd' }],
    ['another schema', { schema: 2 }],
    ['what is no base64', { blocks: '<script>' }],
    ['half a number', { worst: 'AAAA' }],
    ['a count below 0', { evaluations: -1 }],
    ['a fractional count', { evaluations: 0.5 }],
  ])('is refused with %s', async (_, change) => {
    expect(runResultSchema.safeParse({ ...(await sent(given!)), ...change }).success).toBe(false);
  });

  it.each([
    ['too few blocks', { blocks: encodeNumbers(new Float64Array(15)) }],
    ['rows that aren’t whole', { worst: encodeNumbers(new Float64Array(4)) }],
    ['too few biases', { biases: { values: encodeNumbers(new Float64Array(3)) } }],
    ['suspects that are no blocks', { suspects: { starts: encodeNumbers(Float64Array.of(7)) } }],
  ])('is refused with %s', async (_, change) => {
    const own = await sent({ ...given!, result: { ...given!.result, suspects: [suspect] } });
    const changed = Object.entries(change).map(([key, value]) => {
      const before = own[key as keyof typeof own];
      return [key, typeof value === 'object' ? { ...Object(before), ...value } : value] as const;
    });
    const wrong = runResultSchema.parse({ ...own, ...Object.fromEntries(changed) });
    await expect(decodeRunResult(layout, wrong, vectors)).rejects.toThrow(RangeError);
  });
});

describe('numbers as text', () => {
  it('keep every bit, and leave the array as it is', () => {
    fc.assert(
      fc.property(fc.float64Array(), (values) => {
        const before = Float64Array.from(values);
        expect(decodeNumbers(encodeNumbers(Float64Array.from(values)))).toEqual(before);
      }),
    );
  });

  it('are those of a view alone', () => {
    const all = Float64Array.of(1, 2, 3, 4);
    expect(decodeNumbers(encodeNumbers(all.subarray(1, 3)))).toEqual(Float64Array.of(2, 3));
  });
});
