import { layoutOf } from '@gradproof/flatteners';
import { type NetworkDescription, parameterShapes } from '@gradproof/model';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { layeredProblem } from '../testing/layered-problem.ts';
import { createMemoryChunkStore, type MemoryChunkStore } from '../testing/memory-chunk-store.ts';
import { CHUNK_BYTES } from './chunk-store.ts';
import { getProblem, problemHash, putProblem, type StorableProblem } from './problem-store.ts';
import { sha256 } from './sha256.ts';

let store: MemoryChunkStore;
beforeEach(() => {
  store = createMemoryChunkStore();
});

/** P = 801·700 + 701: 4.49 MB each for θ and the gradient, so two chunks. */
const TWO_CHUNKS = layeredProblem(800, 700, 5);

const PLAIN = { noNullPrototype: true };

const anyProblem: fc.Arbitrary<StorableProblem> = fc
  .record({
    features: fc.integer({ min: 1, max: 5 }),
    units: fc.integer({ min: 1, max: 5 }),
    examples: fc.integer({ min: 1, max: 5 }),
    outputs: fc.integer({ min: 1, max: 3 }),
    l2: fc.double({ min: 0, max: 1e300, noNaN: true }),
    costValue: fc
      .option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: undefined })
      .map((value) => (value === undefined ? value : value + 0)), // no −0: JSON has none
  })
  .chain(({ features, units, examples, outputs, l2, costValue }) => {
    const network: NetworkDescription = {
      layers: [
        { units, activation: 'tanh' },
        { units: outputs, activation: 'identity' },
      ],
      cost: 'mean-squared-error',
      l2,
    };
    const layout = layoutOf(parameterShapes(network, features));
    const finite = (length: number) =>
      fc.float64Array({ minLength: length, maxLength: length, noNaN: true, noDefaultInfinity: true });
    return fc.record(
      {
        problem: fc.record(
          {
            kind: fc.constant('layered' as const),
            network: fc.constant(network),
            layout: fc.constant(layout),
            theta: finite(layout.size),
            X: finite(features * examples).map((data) => ({ shape: [features, examples], data })),
            Y: finite(outputs * examples).map((data) => ({ shape: [outputs, examples], data })),
          },
          PLAIN,
        ),
        grad: fc.float64Array({ minLength: layout.size, maxLength: layout.size }),
        costValue: fc.constant(costValue),
        gradientPrecision: fc.constantFrom(undefined, { precision: 'float16', known: 'type' } as const),
      },
      PLAIN,
    );
  });

describe('a stored problem', () => {
  it('comes back as it was, whatever its numbers', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, async (storable) => {
        const { problem } = await putProblem(store, storable);
        expect(await getProblem(store, problem)).toStrictEqual(storable);
      }),
      { numRuns: 50 },
    );
  });

  it('comes back from several chunks, in memory that is its own', async () => {
    const { problem: hash } = await putProblem(store, TWO_CHUNKS);
    const { problem, grad } = await getProblem(store, hash);
    expect(sha256(new Uint8Array(problem.theta.buffer))).toBe(
      sha256(new Uint8Array(TWO_CHUNKS.problem.theta.buffer)),
    );
    expect(sha256(new Uint8Array(grad.buffer))).toBe(sha256(new Uint8Array(TWO_CHUNKS.grad.buffer)));
    expect(problem.theta.buffer).toBeInstanceOf(ArrayBuffer);
    expect([...store.chunks.values()].every(({ length }) => length <= CHUNK_BYTES)).toBe(true);
  });

  it('keeps NaN and Infinity of the gradient', async () => {
    const storable = layeredProblem(2, 2, 2);
    storable.grad.set([NaN, Infinity, -Infinity, -0]);
    const { problem } = await putProblem(store, storable);
    expect([...(await getProblem(store, problem)).grad]).toEqual([...storable.grad]);
  });

  it('is uploaded once, however often it is submitted', async () => {
    const first = await putProblem(store, TWO_CHUNKS);
    expect(first.uploaded).toBe(first.bytes);
    expect(first.bytes).toBe([...store.chunks.values()].reduce((sum, { length }) => sum + length, 0));
    expect(await putProblem(store, TWO_CHUNKS)).toEqual({ ...first, uploaded: 0 });
    expect(new Set(store.puts).size).toBe(store.puts.length);
  });

  it('shares the chunks of another problem that holds the same numbers', async () => {
    await putProblem(store, TWO_CHUNKS);
    const grad = TWO_CHUNKS.grad.slice();
    grad[0] = 7;
    const { uploaded } = await putProblem(store, { ...TWO_CHUNKS, grad });
    expect(uploaded).toBeGreaterThan(CHUNK_BYTES);
    expect(uploaded).toBeLessThan(CHUNK_BYTES + 2_000); // the gradient's first chunk and a manifest
  });

  it('sends again only what the store has lost', async () => {
    const { problem, bytes } = await putProblem(store, TWO_CHUNKS);
    const [lost] = [...store.chunks].find(([, { length }]) => length === CHUNK_BYTES)!;
    store.chunks.delete(lost);
    expect(await putProblem(store, TWO_CHUNKS)).toEqual({ problem, bytes, uploaded: CHUNK_BYTES });
  });

  it('has the same hash whatever the order of its keys, and another for every other problem', async () => {
    const { problem, grad } = layeredProblem(3, 2, 4);
    const { layers, cost, l2 } = problem.network;
    const turned = {
      grad,
      problem: {
        ...problem,
        network: { l2, cost, layers: layers.map(({ units, activation }) => ({ activation, units })) },
      },
    };
    const hash = problemHash({ problem, grad });
    expect(problemHash(turned)).toBe(hash);
    expect((await putProblem(store, turned)).problem).toBe(hash);
    const others: StorableProblem[] = [
      { problem, grad, costValue: 1 },
      { problem, grad, gradientPrecision: { precision: 'float32', known: 'type' } },
      { problem, grad: grad.map((value, index) => (index === 3 ? value + 1e-12 : value)) },
      { problem: { ...problem, network: { layers, cost, l2: 0 } }, grad },
      layeredProblem(3, 2, 4, 2),
    ];
    expect(new Set([hash, ...others.map(problemHash)]).size).toBe(6);
  });

  it('has this hash, in this and every later version', () => {
    const { problem, grad } = layeredProblem(2, 1, 1);
    problem.theta.set([1, 2, 3, 4, 5]);
    grad.set([0.5, -0, 1e-300, Infinity, 5]);
    problem.X.data.set([0.25, -8]);
    problem.Y.data.set([1]);
    expect(problemHash({ problem, grad, costValue: 0.52317 })).toBe(
      '731fa548ded714a3d5be30f38f3a86fa4b31ee791c552dfc9d6b433550544d1e', // by Python's json and hashlib
    );
  });
});

it('brings back what its gradient is given in', async () => {
  const gradientPrecision = { precision: 'bfloat16', known: 'given' } as const;
  const stored = await putProblem(store, { ...layeredProblem(3, 2, 4), gradientPrecision });
  expect((await getProblem(store, stored.problem)).gradientPrecision).toEqual(gradientPrecision);
});

describe('a problem that can’t be read', () => {
  it('is missing when the store doesn’t know it, or knows only a part, and says which', async () => {
    await expect(getProblem(store, 'a'.repeat(64))).rejects.toMatchObject({ kind: 'missing', repeats: true });
    const { problem } = await putProblem(store, TWO_CHUNKS);
    const second = sha256(new Uint8Array(TWO_CHUNKS.grad.buffer, CHUNK_BYTES));
    store.chunks.delete(second);
    await expect(getProblem(store, problem)).rejects.toMatchObject({
      kind: 'missing',
      message: expect.stringContaining(`chunk 2 of 2 of the gradient (${second})`) as string,
    });
  });

  it('is corrupted when a bit of a chunk is another, and can be submitted again', async () => {
    const { problem } = await putProblem(store, TWO_CHUNKS);
    const second = sha256(new Uint8Array(TWO_CHUNKS.problem.theta.buffer, CHUNK_BYTES));
    store.chunks.get(second)![11]! ^= 4;
    await expect(getProblem(store, problem)).rejects.toMatchObject({
      kind: 'corrupted',
      repeats: true,
      message: expect.stringContaining('chunk 2 of 2 of θ is damaged') as string,
    });
    await putProblem(store, TWO_CHUNKS);
    expect((await getProblem(store, problem)).grad.length).toBe(TWO_CHUNKS.grad.length);
  });

  it.each([
    ['shorter', (bytes: Uint8Array) => bytes.subarray(1)],
    ['longer', (bytes: Uint8Array) => Buffer.concat([bytes, bytes])],
    ['oversize', () => new Uint8Array(CHUNK_BYTES + 100)],
    ['empty', () => new Uint8Array(0)],
  ])('is corrupted when a chunk is %s', async (_, change) => {
    const storable = layeredProblem(3, 2, 4);
    const { problem } = await putProblem(store, storable);
    const hash = sha256(new Uint8Array(storable.problem.theta.buffer));
    store.chunks.set(hash, change(store.chunks.get(hash)!));
    await expect(getProblem(store, problem)).rejects.toMatchObject({ kind: 'corrupted' });
  });

  it('is corrupted when its manifest is', async () => {
    const { problem } = await putProblem(store, layeredProblem(3, 2, 4));
    store.chunks.get(problem)![0] = 32;
    await expect(getProblem(store, problem)).rejects.toMatchObject({
      kind: 'corrupted',
      message: expect.stringContaining('manifest') as string,
    });
  });

  it.each(['../../etc/passwd', '', `${'a'.repeat(63)}/`, 'x'.repeat(64)])(
    'is refused under %j',
    async (hash) => {
      await expect(getProblem(store, hash)).rejects.toMatchObject({ kind: 'refused' });
    },
  );
});
