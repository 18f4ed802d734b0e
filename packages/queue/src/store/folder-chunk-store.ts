import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { CHUNK_BYTES, refuseBadHashes, refuseOversizeChunk, type ChunkStore } from './chunk-store.ts';
import {
  ageOf,
  codeOf,
  readUpTo,
  refuseForeignFolder,
  syncFolder,
  touch,
  unlessMissing,
  writeDraft,
} from './folder-files.ts';
import { purgeFolder } from './folder-purge.ts';
import { StoreError } from './store-error.ts';

/** How chunks lie in a folder. */
export interface FolderChunkStoreOptions {
  /** A chunk that nobody asks for counts as gone after this many seconds. */
  readonly timeToLive: number;
}

const storeError = (folder: string, error: unknown): StoreError => {
  if (error instanceof StoreError) return error;
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const what = `The store's folder ${folder} is full (${code})`;
    return new StoreError('full', `${what}: free space there, or run gradproof purge.`, error);
  }
  const what = `The store's folder ${folder} can't be used: ${(error as Error).message}`;
  return new StoreError('unreachable', `${what}. It must be a folder that this process may write to.`, error);
};

/** Neither a link is followed nor a pipe waited for. */
const READ_PLAINLY = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Chunks as files of a folder that machines share: `<folder>/<first two digits>/<hash>`, written to a draft, forced to the disk, and
 * renamed, so that a chunk is there whole or not at all. A file's time of modification is its last use. Links are not followed.
 */
export const createFolderChunkStore = (
  folder: string,
  { timeToLive }: FolderChunkStoreOptions,
): ChunkStore => {
  const shelfOf = (hash: string): string => join(folder, hash.slice(0, 2));
  const pathOf = (hash: string): string => join(shelfOf(hash), hash);

  const inWords = async <T>(request: Promise<T>): Promise<T> => {
    try {
      return await request;
    } catch (error) {
      throw storeError(folder, error);
    }
  };

  /** True when the chunk is there and stays: one whose time can't be set (it is another user's) counts as gone, and is put again. */
  const renew = async (hash: string): Promise<boolean> => {
    await refuseForeignFolder(shelfOf(hash));
    const path = pathOf(hash);
    const stats = await unlessMissing(lstat(path));
    if (stats === null || !stats.isFile() || ageOf(stats) > timeToLive) return false;
    return (await touch(path)) && (await unlessMissing(lstat(path))) !== null; // still there: no purge has it
  };

  const write = async (hash: string, bytes: Uint8Array): Promise<void> => {
    const shelf = shelfOf(hash);
    await refuseForeignFolder(shelf);
    await mkdir(shelf, { recursive: true });
    const draft = join(shelf, `${hash}.${randomUUID()}.draft`);
    await writeDraft(draft, bytes);
    await rename(draft, pathOf(hash));
    await syncFolder(shelf);
  };

  const read = async (hash: string): Promise<Uint8Array | null> => {
    await refuseForeignFolder(shelfOf(hash));
    const path = pathOf(hash);
    const file = await unlessMissing(open(path, READ_PLAINLY));
    if (file === null) return null;
    try {
      const stats = await file.stat();
      if (!stats.isFile())
        throw new StoreError('refused', `${path} is not a file. Remove it from the store.`);
      if (ageOf(stats) > timeToLive) return null;
      await touch(path);
      return await readUpTo(file, CHUNK_BYTES + 1);
    } finally {
      await file.close();
    }
  };

  const discard = async (hash: string): Promise<void> => {
    await refuseForeignFolder(shelfOf(hash));
    await unlessMissing(unlink(pathOf(hash)));
  };

  return {
    has: async (hashes) => {
      refuseBadHashes(hashes);
      const there: boolean[] = [];
      for (const hash of hashes) there.push(await inWords(renew(hash)));
      return there;
    },
    put: async (hash, bytes) => {
      refuseBadHashes([hash]);
      refuseOversizeChunk(hash, bytes);
      await inWords(write(hash, bytes));
    },
    get: async (hash) => {
      refuseBadHashes([hash]);
      return inWords(read(hash));
    },
    remove: async (hash) => {
      refuseBadHashes([hash]);
      await inWords(discard(hash));
    },
    purge: (seconds) => inWords(purgeFolder(folder, seconds)),
    close: () => Promise.resolve(),
  };
};
