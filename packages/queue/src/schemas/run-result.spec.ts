import {
  blocksOf,
  type BlockSums,
  type Derivatives,
  type Run,
  type RunResult,
  type ShardResult,
} from '@gradproof/core/fleet';
import { layoutOf } from '@gradproof/flatteners';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vectorStore } from '../store/vector-store.ts';
import { createMemoryChunkStore } from '../testing/memory-chunk-store.ts';
import { resultSchema } from './check-results.ts';
import { decodeRun, type EncodedRun, encodeRun } from './encoded-run.ts';
import { decodeNumbers, encodeNumbers } from './numbers.ts';
import { type EncodedRunResult, runResultSchema } from './run-result.ts';

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
const slope = fc.record({ slope: number, bound: number });
const sides = fc.record({ coordinate, lower: slope, upper: slope });
const numbers = (length: number) =>
  fc.float64Array({ minLength: length, maxLength: length }).map((entries) => Float64Array.from(entries));

const suspect = {
  start: 1024,
  gradapprox: Float64Array.from({ length: 1024 }, (_, i) => i / 7),
  error: Float64Array.from({ length: 1024 }, (_, i) => (i === 5 ? Infinity : i / 3e9)),
};

const some4 = some(coordinate);
const steps = fc.constantFrom({}, { [-27]: 3, 0: 1, 12: 2 });
const search = fc.option(fc.record({ steps, jumps: some4, rough: some4 }));
const lineSearch = fc.record({ steps, jumps: some4, rough: some4, constant: some4 });

/** Derivatives over so many coordinates; some are a function's. */
const derivativesOf = (size: number): fc.Arbitrary<Derivatives> =>
  fc
    .tuple(
      fc.record({
        values: numbers(size),
        errorBound: fc.option(numbers(size)),
        evaluations: fc.nat(),
        kinks: fc.record({
          coordinates: some(coordinate),
          resolved: fc.boolean(),
          at: fc.nat(),
          oneSided: some(sides),
        }),
        nonFinite,
      }),
      fc.option(lineSearch),
    )
    .map(([derivatives, searched]) => ({ ...derivatives, ...(searched && { search: searched }) }));

const results: fc.Arbitrary<RunResult & { readonly result: ShardResult }> = fc.record({
  result: fc.record({
    shard: fc.constant(run.shard),
    blocks: fc
      .array(fc.tuple(sum, sum, sum, sum, sum, sum, number), { minLength: 3, maxLength: 3 })
      .map((all) =>
        blocksOf(layout, run.shard).map((place, block): BlockSums => {
          const [grad, gradapprox, residual, error, kinkError, beyond, largestError] = all[block]!;
          return {
            ...place,
            grad,
            gradapprox,
            residual,
            error,
            kinkError,
            beyond,
            largestError,
          };
        }),
      ),
    worst: some(fc.record({ coordinate, grad: number, gradapprox: number })),
    nonFiniteGradient: fc.constantFrom({}, { 0: { first: 3, entries: 2 } }),
    unmoved: fc.constantFrom({}, { 1: { first: 2400, entries: 40 } }),
    search,
    nonFiniteCost: nonFinite,
    kinks: fc.record({ at: fc.nat(), crossed: counted(coordinate), oneSided: counted(oneSided) }),
    sample: some(fc.record({ coordinate, gradapprox: number, error: number })),
    suspects: fc.constantFrom([], [suspect]),
    evaluations: fc.nat(),
  }),
  parts: derivativesOf(40).map((derivatives) => [{ shard: run.biases, derivatives }]),
});

const vectors = vectorStore(createMemoryChunkStore());
const throughJson = async (sentRun: Run, result: RunResult): Promise<EncodedRun> => {
  const sending = JSON.stringify(await encodeRun('check-1', sentRun, result, 'w1', vectors));
  const received = resultSchema.parse(JSON.parse(sending));
  if (received.kind === 'baseline') throw new Error('a run was sent');
  return received;
};
const sent = async (result: RunResult): Promise<EncodedRunResult> =>
  runResultSchema.parse(await throughJson(run, result));

describe('a run’s result', () => {
  it('survives JSON to the bit: NaN, infinities, −0 and all', async () => {
    await fc.assert(
      fc.asyncProperty(results, async (result) => {
        expect(await decodeRun(layout, await sent(result), vectors)).toEqual(result);
      }),
    );
  });

  it('survives it when it is a part of a block, of which nothing is compared yet', async () => {
    const shard = { start: 1000, end: 1007 };
    await fc.assert(
      fc.asyncProperty(derivativesOf(7), async (derivatives) => {
        const part = { result: null, parts: [{ shard, derivatives }] };
        const received = await throughJson({ shard, biases: null }, part);
        expect(await decodeRun(layout, received, vectors)).toEqual(part);
        const other = { ...received, run: { shard: { start: 1000, end: 1008 }, biases: null } };
        await expect(decodeRun(layout, other, vectors)).rejects.toThrow('7 derivatives for 8 coordinates');
      }),
    );
  });

  const [given] = fc.sample(results, { numRuns: 1, seed: 1 });

  it.each([
    ['extra keys', { path: '/etc/passwd' }],
    ['another schema', { schema: 1 }],
    ['what is no base64', { blocks: '<script>' }],
    ['half a number', { worst: 'AAAA' }],
    ['a search of nothing', { search: {} }],
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
    const encoded = await sent({ ...given!, result: { ...given!.result, suspects: [suspect] } });
    const changed = Object.entries(change).map(([key, value]) => {
      const before = encoded[key as keyof typeof encoded];
      return [key, typeof value === 'object' ? { ...Object(before), ...value } : value] as const;
    });
    const wrong = runResultSchema.parse({ ...encoded, ...Object.fromEntries(changed) });
    await expect(decodeRun(layout, wrong, vectors)).rejects.toThrow(RangeError);
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
