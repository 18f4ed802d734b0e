import { layoutOf } from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../signing/canonical-json.ts';
import { createMemoryChunkStore } from '../testing/memory-chunk-store.ts';
import { getFunction, putFunction, type StorableFunction } from './function-store.ts';
import { getProblem } from './problem-store.ts';
import { sha256 } from './sha256.ts';

const functions: fc.Arbitrary<StorableFunction> = fc
  .array(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }), { minLength: 1, maxLength: 4 })
  .chain((shapes) => {
    const layout = layoutOf(shapes.map((shape, k) => ({ name: `w${k}`, shape })));
    const vector = fc
      .float64Array({ minLength: layout.size, maxLength: layout.size })
      .map((entries) => Float64Array.from(entries));
    return fc.record({ layout: fc.constant(layout), theta: vector, grad: vector });
  });

const layout = layoutOf([{ name: 'w', shape: [2, 3] }]);
const some: StorableFunction = { layout, theta: new Float64Array(6), grad: new Float64Array(6).fill(1) };

describe('a function’s parameters and gradient', () => {
  it('come back from the store to the bit, under the same hash each time, sent once', async () => {
    await fc.assert(
      fc.asyncProperty(functions, async (given) => {
        const store = createMemoryChunkStore();
        const first = await putFunction(store, given);
        expect(await putFunction(store, given)).toEqual({ ...first, uploaded: 0 });
        expect(await getFunction(store, first.problem)).toEqual(given);
      }),
    );
  });

  it('bring back what the gradient is given in', async () => {
    const store = createMemoryChunkStore();
    const given = { ...some, gradientPrecision: { precision: 'float32', known: 'type' } as const };
    const { problem } = await putFunction(store, given);
    expect(await getFunction(store, problem)).toEqual(given);
    expect((await putFunction(store, some)).problem).not.toBe(problem);
  });

  it('are no layered network, nor the other way round', async () => {
    const store = createMemoryChunkStore();
    const { problem } = await putFunction(store, some);
    await expect(getProblem(store, problem)).rejects.toMatchObject({ name: 'StoreError', kind: 'refused' });
  });

  it.each([
    ['a name of 1,001 characters', [{ name: 'w'.repeat(1001), shape: [1] }], /tensors.*name/],
    ['33 dimensions', [{ name: 'w', shape: Array<number>(33).fill(1) }], /tensors.*shape/],
  ])('are refused before they are stored when a tensor has %s', async (_, tensors, message) => {
    const stored = { layout: layoutOf(tensors), theta: new Float64Array(1), grad: new Float64Array(1) };
    const putting = putFunction(createMemoryChunkStore(), stored);
    await expect(putting).rejects.toThrow(InputError);
    await expect(putting).rejects.toThrow(message);
  });

  it('are refused beyond the limit', async () => {
    const store = createMemoryChunkStore();
    const { problem } = await putFunction(store, some);
    await expect(getFunction(store, problem, { bytes: 95 })).rejects.toMatchObject({ kind: 'refused' });
    expect(await getFunction(store, problem, { bytes: 96 })).toEqual(some);
  });

  const content = { sha256: 'a'.repeat(64), bytes: 48, chunks: ['a'.repeat(64)] };
  const manifest = {
    schema: 1,
    kind: 'function',
    tensors: [{ name: 'w', shape: [2, 3] }],
    theta: content,
    grad: content,
  };

  it.each([
    ['that name a module', { module: '../../etc/passwd' }],
    ['without tensors', { tensors: [] }],
    ['with a size of 0', { tensors: [{ name: 'w', shape: [0] }] }],
    ['with an endless shape', { tensors: [{ name: 'w', shape: Array<number>(33).fill(1) }] }],
    ['of more numbers than there are', { tensors: [{ name: 'w', shape: [2 ** 50] }] }],
    ['of another size', { theta: { ...content, bytes: 56 } }],
    ['in too many chunks', { grad: { ...content, chunks: [content.sha256, content.sha256] } }],
  ])('%s are refused', async (_, change) => {
    const store = createMemoryChunkStore();
    const bytes = Buffer.from(canonicalJson({ ...manifest, ...change }));
    await store.put(sha256(bytes), bytes);
    await expect(getFunction(store, sha256(bytes))).rejects.toMatchObject({ kind: 'refused' });
  });
});
