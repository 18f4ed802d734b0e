import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHUNK_BYTES, type ChunkStore } from '../store/chunk-store.ts';
import { sha256 } from '../store/sha256.ts';

/** A store for a test, and what time does to it. */
export interface TestChunkStore {
  readonly store: ChunkStore;
  /** Makes the chunk look as if nobody had asked for it for so many more seconds. */
  readonly age: (hash: string, seconds: number) => Promise<void>;
  /** Puts bytes under a hash that isn't theirs. */
  readonly damage: (hash: string, bytes: Uint8Array) => Promise<void>;
  /** Ends the store, and what it needs. */
  readonly stop: () => Promise<void>;
}

/** Seconds to live that the suite creates its stores with. */
export const SUITE_SECONDS = 1_000;

const some = (length: number): { hash: string; bytes: Uint8Array } => {
  const bytes = randomBytes(length);
  return { hash: sha256(bytes), bytes };
};

/** What every driver must do. `create` gives an empty store whose chunks live for SUITE_SECONDS. */
export const testChunkStore = (name: string, create: () => Promise<TestChunkStore>): void => {
  describe(`chunks in ${name}`, () => {
    let tested: TestChunkStore;
    let store: ChunkStore;
    beforeEach(async () => {
      tested = await create();
      store = tested.store;
    });
    afterEach(() => tested.stop());

    it('gives back the bytes that were put, whatever they are', async () => {
      for (const bytes of [
        Uint8Array.of(0),
        Uint8Array.from({ length: 256 }, (_, i) => i),
        randomBytes(70_000),
      ]) {
        await store.put(sha256(bytes), bytes);
        expect(Buffer.from((await store.get(sha256(bytes)))!).equals(bytes)).toBe(true);
      }
    });

    it('takes a chunk of full size, and a view into a larger array', async () => {
      const all = randomBytes(CHUNK_BYTES + 16);
      const chunk = all.subarray(8, 8 + CHUNK_BYTES);
      await store.put(sha256(chunk), chunk);
      expect(sha256((await store.get(sha256(chunk)))!)).toBe(sha256(chunk));
    });

    it('says of each hash whether its chunk is there', async () => {
      const [one, other, absent] = [some(10), some(20), some(30)];
      await store.put(one.hash, one.bytes);
      await store.put(other.hash, other.bytes);
      expect(await store.has([absent.hash, one.hash, absent.hash, other.hash])).toEqual([
        false,
        true,
        false,
        true,
      ]);
      expect(await store.has([])).toEqual([]);
      expect(await store.get(absent.hash)).toBeNull();
    });

    it('stores a chunk once however often it is put', async () => {
      const { hash, bytes } = some(1_000);
      await Promise.all([store.put(hash, bytes), store.put(hash, bytes), store.put(hash, bytes)]);
      expect(await store.purge(0)).toEqual({ chunks: 1, bytes: 1_000 });
    });

    it('forgets a chunk that nobody asked for in its time', async () => {
      const { hash, bytes } = some(10);
      await store.put(hash, bytes);
      await tested.age(hash, SUITE_SECONDS + 1);
      expect(await store.has([hash])).toEqual([false]);
      expect(await store.get(hash)).toBeNull();
    });

    it.each([
      ['has', (hash: string) => store.has([hash])],
      ['get', (hash: string) => store.get(hash)],
      ['put', (hash: string, bytes: Uint8Array) => store.put(hash, bytes)],
    ])('keeps a chunk for another time to live at %s', async (_, ask) => {
      const { hash, bytes } = some(10);
      await store.put(hash, bytes);
      await tested.age(hash, SUITE_SECONDS - 10);
      await ask(hash, bytes);
      await tested.age(hash, SUITE_SECONDS - 10);
      expect(await store.has([hash])).toEqual([true]);
    });

    it('purges what was not used within the seconds, and nothing else', async () => {
      const [old, recent] = [some(100), some(7)];
      await store.put(old.hash, old.bytes);
      await store.put(recent.hash, recent.bytes);
      await tested.age(old.hash, 500);
      expect(await store.purge(600)).toEqual({ chunks: 0, bytes: 0 });
      expect(await store.purge(400)).toEqual({ chunks: 1, bytes: 100 });
      expect(await store.has([old.hash, recent.hash])).toEqual([false, true]);
    });

    it('purges everything within 0 seconds, thousands of chunks too', async () => {
      const chunks = Array.from({ length: 1_200 }, () => some(3));
      await Promise.all(chunks.map(({ hash, bytes }) => store.put(hash, bytes)));
      expect(await store.purge(0)).toEqual({ chunks: 1_200, bytes: 3_600 });
      expect((await store.has(chunks.map(({ hash }) => hash))).includes(true)).toBe(false);
      expect(await store.purge(0)).toEqual({ chunks: 0, bytes: 0 });
    });

    it('removes one chunk, and does not mind its absence', async () => {
      const [one, other] = [some(10), some(10)];
      await store.put(one.hash, one.bytes);
      await store.put(other.hash, other.bytes);
      await store.remove(one.hash);
      await store.remove(one.hash);
      expect(await store.has([one.hash, other.hash])).toEqual([false, true]);
    });

    it('reads no more than a chunk of what is longer', async () => {
      const { hash } = some(10);
      await tested.damage(hash, randomBytes(CHUNK_BYTES + 100));
      expect((await store.get(hash))!.length).toBe(CHUNK_BYTES + 1);
    });

    it.each([
      '',
      '..',
      '../../etc/passwd',
      'A'.repeat(64),
      `${'a'.repeat(63)}/`,
      `${'a'.repeat(64)}\n`,
      '*',
      'a'.repeat(65),
    ])('refuses %j, which is no hash', async (hash) => {
      const refusal = { name: 'StoreError', kind: 'refused', repeats: true };
      await expect(store.has([hash])).rejects.toMatchObject(refusal);
      await expect(store.get(hash)).rejects.toMatchObject(refusal);
      await expect(store.put(hash, Uint8Array.of(1))).rejects.toMatchObject(refusal);
      await expect(store.remove(hash)).rejects.toMatchObject(refusal);
    });

    it('refuses a chunk that is too large', async () => {
      const bytes = new Uint8Array(CHUNK_BYTES + 1);
      await expect(store.put(sha256(bytes), bytes)).rejects.toMatchObject({ kind: 'refused' });
      expect(await store.has([sha256(bytes)])).toEqual([false]);
    });
  });
};
