import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, rename, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CHUNK_BYTES } from './chunk-store.ts';
import {
  ageOf,
  assertOwnFolder,
  readUpTo,
  syncFolder,
  touch,
  unlessMissing,
  writeDraft,
} from './folder-files.ts';
import { StoreError } from './store-error.ts';

/** Where a chunk's file lies. */
export interface ChunkFile {
  /** The folder of the chunks whose hashes begin alike. */
  readonly shelf: string;
  readonly path: string;
}

/** The file of the chunk with this hash. */
export const chunkFileOf = (folder: string, hash: string): ChunkFile => {
  const shelf = join(folder, hash.slice(0, 2));
  return { shelf, path: join(shelf, hash) };
};

/**
 * Whether the chunk is there and was used within `timeToLive` seconds; renews its time. One whose time can't be set (it is another user's)
 * counts as gone, and is put again.
 */
export const hasChunk = async ({ shelf, path }: ChunkFile, timeToLive: number): Promise<boolean> => {
  await assertOwnFolder(shelf);
  const stats = await unlessMissing(lstat(path));
  if (stats === null || !stats.isFile() || ageOf(stats) > timeToLive) return false;
  return (await touch(path)) && (await unlessMissing(lstat(path))) !== null; // still there: no purge has it
};

/** Writes the chunk to a draft, and renames it: it is there whole or not at all. */
export const writeChunkFile = async ({ shelf, path }: ChunkFile, bytes: Uint8Array): Promise<void> => {
  await assertOwnFolder(shelf);
  await mkdir(shelf, { recursive: true });
  const draft = join(shelf, `${basename(path)}.${randomUUID()}.draft`);
  await writeDraft(draft, bytes);
  await rename(draft, path);
  await syncFolder(shelf);
};

const readOpened = async (file: FileHandle, path: string, timeToLive: number): Promise<Uint8Array | null> => {
  const stats = await file.stat();
  if (!stats.isFile()) throw new StoreError('refused', `${path} is not a file. Remove it from the store.`);
  if (ageOf(stats) > timeToLive) return null;
  await touch(path);
  return readUpTo(file, CHUNK_BYTES + 1);
};

/** Neither a link is followed nor a pipe waited for. */
const READ_PLAINLY = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** The chunk's bytes, and renews its time; null where it isn't there, or wasn't used within `timeToLive` seconds. */
export const readChunkFile = async (
  { shelf, path }: ChunkFile,
  timeToLive: number,
): Promise<Uint8Array | null> => {
  await assertOwnFolder(shelf);
  const file = await unlessMissing(open(path, READ_PLAINLY));
  if (file === null) return null;
  try {
    return await readOpened(file, path, timeToLive);
  } finally {
    await file.close();
  }
};

/** Removes the chunk; nothing happens where there is none. */
export const removeChunkFile = async ({ shelf, path }: ChunkFile): Promise<void> => {
  await assertOwnFolder(shelf);
  await unlessMissing(unlink(path));
};
