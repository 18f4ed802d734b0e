import { CHUNK_BYTES, type ChunkStore } from '../store/chunk-store.ts';
import { guardChunkStore } from '../store/guard-chunk-store.ts';
import { StoreError } from '../store/store-error.ts';

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

/** What lies in memory, and when it was used last. */
class ChunkMemory {
  readonly chunks = new Map<string, Uint8Array>();
  readonly puts: string[] = [];
  readonly gets: string[] = [];
  readonly #used = new Map<string, number>();

  ageOf(hash: string): number {
    return (Date.now() - (this.#used.get(hash) ?? Date.now())) / 1_000;
  }

  renew(hash: string, timeToLive: number): boolean {
    const isThere = this.chunks.has(hash) && this.ageOf(hash) <= timeToLive;
    if (isThere) this.#used.set(hash, Date.now());
    return isThere;
  }

  put(hash: string, bytes: Uint8Array): void {
    this.puts.push(hash);
    this.chunks.set(hash, Uint8Array.from(bytes));
    this.#used.set(hash, Date.now());
  }

  get(hash: string, timeToLive: number): Uint8Array | null {
    this.gets.push(hash);
    return this.renew(hash, timeToLive) ? this.chunks.get(hash)!.slice(0, CHUNK_BYTES + 1) : null;
  }

  purge(seconds: number): { readonly chunks: number; readonly bytes: number } {
    const dropped = [...this.chunks].filter(([hash]) => seconds <= 0 || this.ageOf(hash) > seconds);
    for (const [hash] of dropped) this.chunks.delete(hash);
    return { chunks: dropped.length, bytes: dropped.reduce((sum, [, { length }]) => sum + length, 0) };
  }

  age(hash: string, seconds: number): void {
    this.#used.set(hash, (this.#used.get(hash) ?? Date.now()) - 1_000 * seconds);
  }
}

const driverOf = (memory: ChunkMemory, timeToLive: number): ChunkStore => ({
  has: (hashes) => Promise.resolve(hashes.map((hash) => memory.renew(hash, timeToLive))),
  put: (hash, bytes) => Promise.resolve(memory.put(hash, bytes)),
  get: (hash) => Promise.resolve(memory.get(hash, timeToLive)),
  remove: (hash) => Promise.resolve(void memory.chunks.delete(hash)),
  purge: (seconds) => Promise.resolve(memory.purge(seconds)),
  close: () => Promise.resolve(),
});

const storeErrorOf = (error: unknown): StoreError => new StoreError('unreachable', String(error), error);

/** Chunks in this process's memory, for tests of what builds on a store. */
export const createMemoryChunkStore = (timeToLive = 1_000): MemoryChunkStore => {
  const memory = new ChunkMemory();
  const { chunks, puts, gets } = memory;
  const store = guardChunkStore(driverOf(memory, timeToLive), storeErrorOf);
  return { ...store, chunks, puts, gets, age: (hash, seconds) => memory.age(hash, seconds) };
};
