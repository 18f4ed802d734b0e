import { CHUNK_BYTES, refuseBadHashes, refuseOversizeChunk, type ChunkStore } from '../store/chunk-store.ts';

/** A store that a test can look into. */
export interface MemoryChunkStore extends ChunkStore {
  /** What lies under each hash; a test may change it. */
  readonly chunks: Map<string, Uint8Array>;
  /** Every hash that was put or asked for with get, in order. */
  readonly puts: string[];
  readonly gets: string[];
  /** Makes the chunk look unused for so many more seconds. */
  readonly age: (hash: string, seconds: number) => void;
}

/** Chunks in this process's memory, for tests of what builds on a store. */
export const createMemoryChunkStore = (timeToLive = 1_000): MemoryChunkStore => {
  const chunks = new Map<string, Uint8Array>();
  const used = new Map<string, number>();
  const puts: string[] = [];
  const gets: string[] = [];
  const ageOf = (hash: string): number => (Date.now() - (used.get(hash) ?? Date.now())) / 1_000;
  const isThere = (hash: string): boolean => {
    const there = chunks.has(hash) && ageOf(hash) <= timeToLive;
    if (there) used.set(hash, Date.now());
    return there;
  };
  const ask = <T>(hashes: readonly string[], answer: () => T): Promise<T> =>
    Promise.resolve().then(() => {
      refuseBadHashes(hashes);
      return answer();
    });

  return {
    chunks,
    puts,
    gets,
    age: (hash, seconds) => void used.set(hash, (used.get(hash) ?? Date.now()) - 1_000 * seconds),
    has: (hashes) => ask(hashes, () => hashes.map(isThere)),
    put: (hash, bytes) =>
      ask([hash], () => {
        refuseOversizeChunk(hash, bytes);
        puts.push(hash);
        chunks.set(hash, Uint8Array.from(bytes));
        used.set(hash, Date.now());
      }),
    get: (hash) =>
      ask([hash], () => {
        gets.push(hash);
        return isThere(hash) ? chunks.get(hash)!.slice(0, CHUNK_BYTES + 1) : null;
      }),
    remove: (hash) => ask([hash], () => void chunks.delete(hash)),
    purge: (seconds) => {
      const dropped = [...chunks].filter(([hash]) => seconds <= 0 || ageOf(hash) > seconds);
      for (const [hash] of dropped) chunks.delete(hash);
      return Promise.resolve({
        chunks: dropped.length,
        bytes: dropped.reduce((sum, [, { length }]) => sum + length, 0),
      });
    },
    close: () => Promise.resolve(),
  };
};
