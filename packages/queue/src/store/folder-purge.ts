import { randomUUID } from 'node:crypto';
import { lstat, readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { HASH_PATTERN, type Purged } from './chunk-store.ts';
import { ageOf, DRAFT_PATTERN, unlessMissing } from './folder-files.ts';

/** A draft that is older was left by a process that died: longer than a write takes, even with clocks an hour apart. */
const DRAFT_SECONDS = 2 * 3600;
/** The folders of chunks: by the first two digits of the hash. */
const SHELF_PATTERN = /^[0-9a-f]{2}$/;

const dropDraft = async (path: string): Promise<void> => {
  const stats = await unlessMissing(lstat(path));
  if (stats !== null && ageOf(stats) > DRAFT_SECONDS) await unlessMissing(unlink(path));
};

/**
 * Removes the chunk unless it was used within `seconds`; its bytes, or null where it stays. It is moved aside first and looked at again, so
 * that a chunk used meanwhile is put back: a reader touches it by its path before the move, or doesn't find it.
 */
const dropChunk = async (path: string, seconds: number): Promise<number | null> => {
  const before = await unlessMissing(lstat(path));
  if (before === null || (seconds > 0 && ageOf(before) <= seconds)) return null;
  const aside = `${path}.${randomUUID()}.draft`;
  if ((await unlessMissing(rename(path, aside).then(() => true))) === null) return null;
  const { mtimeMs, size } = await lstat(aside);
  if (mtimeMs !== before.mtimeMs) {
    await rename(aside, path);
    return null;
  }
  await unlink(aside);
  return size;
};

const purgeShelf = async (shelf: string, seconds: number): Promise<number[]> => {
  const dropped: number[] = [];
  for (const name of (await unlessMissing(readdir(shelf))) ?? []) {
    const path = join(shelf, name);
    if (DRAFT_PATTERN.test(name)) await dropDraft(path);
    if (!HASH_PATTERN.test(name)) continue;
    const bytes = await dropChunk(path, seconds);
    if (bytes !== null) dropped.push(bytes);
  }
  return dropped;
};

/** Removes from the store's folder what was not used within `seconds` (0: every chunk), and drafts that nobody writes any more. */
export const purgeFolder = async (folder: string, seconds: number): Promise<Purged> => {
  const purged = { chunks: 0, bytes: 0 };
  for (const entry of (await unlessMissing(readdir(folder, { withFileTypes: true }))) ?? []) {
    if (!entry.isDirectory() || !SHELF_PATTERN.test(entry.name)) continue; // not ours
    for (const bytes of await purgeShelf(join(folder, entry.name), seconds)) {
      purged.chunks++;
      purged.bytes += bytes;
    }
  }
  return purged;
};
