import { type FileHandle, lstat, lutimes, open, unlink } from 'node:fs/promises';
import { StoreError } from './store-error.ts';

/** The name of a draft: a chunk's hash and something random. */
export const DRAFT_PATTERN = /^[0-9a-f]{64}\.[0-9a-f-]{36}\.draft$/;

/** The system's error code: ENOENT, ENOSPC, …; empty where it has none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Null where the file isn't there. */
export const unlessMissing = async <T>(request: Promise<T>): Promise<T | null> => {
  try {
    return await request;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
};

/** Seconds since the file's last use. */
export const ageOf = ({ mtimeMs }: { readonly mtimeMs: number }): number => (Date.now() - mtimeMs) / 1000;

/** Whoever owns the file may set its time; others may not. */
const NOT_OURS = new Set(['ENOENT', 'EPERM', 'EACCES', 'EROFS']);

/** Sets the time of last use of the path itself, never of what a link points to. False where that isn't ours to do. */
export const touch = async (path: string): Promise<boolean> => {
  const now = new Date();
  try {
    await lutimes(path, now, now);
    return true;
  } catch (error) {
    if (NOT_OURS.has(codeOf(error))) return false;
    throw error;
  }
};

/** Reads at most `limit` bytes. */
export const readUpTo = async (file: FileHandle, limit: number): Promise<Uint8Array> => {
  const { size } = await file.stat();
  const bytes = Buffer.allocUnsafe(Math.min(size, limit));
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
    if (bytesRead === 0) break; // it has become shorter meanwhile
    length += bytesRead;
  }
  return bytes.subarray(0, length);
};

/** Writes a new file and forces it to the disk; removes it again where that fails. */
export const writeDraft = async (draft: string, bytes: Uint8Array): Promise<void> => {
  const file = await open(draft, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    await unlink(draft);
    throw error;
  } finally {
    await file.close();
  }
};

/** Forces a folder's entries to the disk. */
export const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

/** Throws StoreError `refused` when the path is not a folder of its own but a link to one elsewhere, or a file. */
export const assertOwnFolder = async (path: string): Promise<void> => {
  const stats = await unlessMissing(lstat(path));
  if (stats === null || stats.isDirectory()) return;
  throw new StoreError('refused', `${path} is a link or a file, not a folder. Remove it from the store.`);
};
