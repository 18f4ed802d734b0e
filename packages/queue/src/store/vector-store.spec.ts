import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryChunkStore } from '../testing/memory-chunk-store.ts';
import { CHUNK_BYTES } from './chunk-store.ts';
import { getVector, putVector } from './vector-store.ts';

const PER_CHUNK = CHUNK_BYTES / 8;
const LONG = Float64Array.from({ length: 2 * PER_CHUNK + 17 }, (_, i) => i);

describe('a stored vector', () => {
  it('comes back whole', async () => {
    const store = createMemoryChunkStore();
    const vector = Float64Array.of(1, -0, NaN, Infinity, 5e-324);
    expect(await getVector(store, await putVector(store, vector))).toEqual(vector);
  });

  it('gives any range, reading only the chunks that overlap it', async () => {
    const store = createMemoryChunkStore();
    const content = await putVector(store, LONG);
    const near = fc
      .constantFrom(0, PER_CHUNK, 2 * PER_CHUNK, LONG.length)
      .chain((at) => fc.integer({ min: Math.max(at - 3, 0), max: Math.min(at + 3, LONG.length) }));
    await fc.assert(
      fc.asyncProperty(near, near, async (a, b) => {
        fc.pre(a !== b);
        const [start, end] = [Math.min(a, b), Math.max(a, b)];
        store.gets.length = 0;
        const read = await getVector(store, content, {}, { start, end });
        expect([read.length, read[0], read.at(-1)]).toEqual([end - start, start, end - 1]);
        expect(read.every((value, i) => value === start + i)).toBe(true);
        expect(store.gets.length).toBe(Math.ceil(end / PER_CHUNK) - Math.floor(start / PER_CHUNK));
      }),
      { numRuns: 15 },
    );
  });

  it.each([
    [0, 0],
    [-1, 5],
    [5, 4],
    [0.5, 3],
    [0, LONG.length + 1],
    [NaN, 3],
    [0, Infinity],
  ])('refuses the range %d to %d', async (start, end) => {
    const store = createMemoryChunkStore();
    const content = await putVector(store, LONG);
    await expect(getVector(store, content, {}, { start, end })).rejects.toMatchObject({ kind: 'refused' });
  });

  it('refuses what is beyond the limit, malformed, or doesn’t add up', async () => {
    const store = createMemoryChunkStore();
    const content = await putVector(store, LONG);
    const refusal = { name: 'StoreError', kind: 'refused' };
    await expect(getVector(store, content, { bytes: CHUNK_BYTES })).rejects.toMatchObject(refusal);
    expect((await getVector(store, content, { bytes: CHUNK_BYTES }, { start: 5, end: 9 })).length).toBe(4);
    await expect(getVector(store, null)).rejects.toMatchObject(refusal);
    await expect(getVector(store, { ...content, extra: 1 })).rejects.toMatchObject(refusal);
    await expect(getVector(store, { ...content, chunks: ['../x'] })).rejects.toMatchObject(refusal);
    await expect(getVector(store, { ...content, chunks: content.chunks.toReversed() })).rejects.toMatchObject(
      refusal,
    );
    await expect(getVector(store, { ...content, bytes: 8e15 })).rejects.toMatchObject(refusal);
    await expect(getVector(store, { ...content, sha256: 'a'.repeat(64) })).rejects.toMatchObject(refusal);
    const swapped = [content.chunks[1]!, content.chunks[0]!, content.chunks[2]!];
    await expect(getVector(store, { ...content, chunks: swapped })).rejects.toMatchObject(refusal);
  });

  it('says which chunk is missing or damaged', async () => {
    const store = createMemoryChunkStore();
    const content = await putVector(store, LONG);
    store.chunks.get(content.chunks[1]!)![0]! ^= 1;
    await expect(getVector(store, content)).rejects.toThrow(/chunk 2 of 3 of the vector is damaged/);
    await expect(getVector(store, content)).rejects.toThrow(/doesn't have chunk 2 of 3 of the vector/);
    expect((await getVector(store, content, {}, { start: 0, end: PER_CHUNK })).length).toBe(PER_CHUNK);
  });
});
