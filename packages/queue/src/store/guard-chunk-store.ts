import { assertChunkSize, assertHashes, type ChunkStore } from './chunk-store.ts';
import { StoreError } from './store-error.ts';

/**
 * A chunk store over its driver: hashes and sizes are checked before the driver sees them.
 *
 * @param driver What reads and writes; it may throw errors of its own.
 * @param storeErrorOf The StoreError that tells of the driver's own error.
 */
export const guardChunkStore = (
  driver: ChunkStore,
  storeErrorOf: (error: unknown) => StoreError,
): ChunkStore => {
  const guarded = async <T>(hashes: readonly string[], request: () => Promise<T>): Promise<T> => {
    assertHashes(hashes);
    try {
      return await request();
    } catch (error) {
      throw error instanceof StoreError ? error : storeErrorOf(error);
    }
  };

  return {
    has: (hashes) => guarded(hashes, () => driver.has(hashes)),
    put: (hash, bytes) =>
      guarded([hash], () => {
        assertChunkSize(hash, bytes);
        return driver.put(hash, bytes);
      }),
    get: (hash) => guarded([hash], () => driver.get(hash)),
    remove: (hash) => guarded([hash], () => driver.remove(hash)),
    purge: (seconds) => guarded([], () => driver.purge(seconds)),
    close: () => driver.close(),
  };
};
