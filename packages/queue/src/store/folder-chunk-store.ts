import type { ChunkStore } from './chunk-store.ts';
import { chunkFileOf, hasChunk, readChunkFile, removeChunkFile, writeChunkFile } from './folder-chunks.ts';
import { codeOf } from './folder-files.ts';
import { purgeFolder } from './folder-purge.ts';
import { guardChunkStore } from './guard-chunk-store.ts';
import { StoreError } from './store-error.ts';

/** Options of a store in a folder. */
export interface FolderChunkStoreOptions {
  /** A chunk that isn't used for this many seconds counts as gone. */
  readonly timeToLive: number;
}

const storeErrorIn =
  (folder: string) =>
  (error: unknown): StoreError => {
    const code = codeOf(error);
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      const what = `The store's folder ${folder} is full (${code})`;
      return new StoreError('full', `${what}: free space there, or purge what is no longer used.`, error);
    }
    const what = `The store's folder ${folder} can't be used: ${(error as Error).message}`;
    return new StoreError(
      'unreachable',
      `${what}. It must be a folder that this process may write to.`,
      error,
    );
  };

/**
 * Chunks as files of a folder that machines share: `<folder>/<first two digits>/<hash>`, written to a draft, forced to the disk, and
 * renamed, so that a chunk is there whole or not at all. A file's time of modification is its last use, by the clock of the machine that
 * asked: clocks that differ shorten or lengthen a chunk's time by as much. Links are not followed. The 256 folders stay when they are empty.
 *
 * @param folder Its path; it is made when the first chunk is put.
 * @returns The store; its methods reject with StoreError.
 */
export const createFolderChunkStore = (
  folder: string,
  { timeToLive }: FolderChunkStoreOptions,
): ChunkStore => {
  const fileOf = (hash: string) => chunkFileOf(folder, hash);
  const driver: ChunkStore = {
    has: async (hashes) => {
      const there: boolean[] = [];
      for (const hash of hashes) there.push(await hasChunk(fileOf(hash), timeToLive));
      return there;
    },
    put: (hash, bytes) => writeChunkFile(fileOf(hash), bytes),
    get: (hash) => readChunkFile(fileOf(hash), timeToLive),
    remove: (hash) => removeChunkFile(fileOf(hash)),
    purge: (seconds) => purgeFolder(folder, seconds),
    close: () => Promise.resolve(),
  };
  return guardChunkStore(driver, storeErrorIn(folder));
};
