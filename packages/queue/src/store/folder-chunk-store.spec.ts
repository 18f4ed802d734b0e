import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, open, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SUITE_SECONDS, testChunkStore } from '../testing/test-chunk-store.ts';
import type { ChunkStore } from './chunk-store.ts';
import { createFolderChunkStore } from './folder-chunk-store.ts';
import { sha256 } from './sha256.ts';

testChunkStore('a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gradproof-store-'));
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash);
  return {
    store: createFolderChunkStore(folder, { timeToLive: SUITE_SECONDS }),
    age: async (hash, seconds) => {
      const used = (await stat(pathOf(hash))).mtimeMs / 1_000 - seconds;
      await utimes(pathOf(hash), used, used);
    },
    damage: async (hash, bytes) => {
      await mkdir(dirname(pathOf(hash)), { recursive: true });
      await writeFile(pathOf(hash), bytes);
    },
    stop: () => rm(folder, { recursive: true }),
  };
});

describe('a store’s folder', () => {
  const bytes = randomBytes(5_000);
  const hash = sha256(bytes);
  let folder: string;
  let shelf: string;
  let store: ChunkStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gradproof-store-'));
    shelf = join(folder, hash.slice(0, 2));
    store = createFolderChunkStore(join(folder), { timeToLive: SUITE_SECONDS });
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rm(folder, { recursive: true });
  });
  const allFiles = async () =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name);

  it('is made when a chunk is put, and holds nothing but chunks', async () => {
    const inner = createFolderChunkStore(join(folder, 'not', 'there'), { timeToLive: SUITE_SECONDS });
    expect(await inner.has([hash])).toEqual([false]);
    expect(await inner.purge(0)).toEqual({ chunks: 0, bytes: 0 });
    await inner.put(hash, bytes);
    expect(await allFiles()).toEqual([hash]);
  });

  it('that is full takes nothing, says so, and keeps no half of it', async () => {
    await store.put(sha256('x'), Buffer.from('x'));
    const file = await open(folder, 'r');
    const handles = Object.getPrototypeOf(file) as {
      writeFile: (bytes: Uint8Array) => Promise<void>;
      write: (bytes: Uint8Array) => Promise<unknown>;
    };
    await file.close();
    vi.spyOn(handles, 'writeFile').mockImplementation(async function (this: typeof handles, content) {
      await this.write(content.subarray(0, 100)); // as the system does: some of it, then no more
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    });
    await expect(store.put(hash, bytes)).rejects.toMatchObject({
      kind: 'full',
      repeats: false,
      message: `The store's folder ${folder} is full (ENOSPC): free space there, or purge what is no longer used.`,
    });
    expect(await allFiles()).toEqual([sha256('x')]);
    expect(await store.has([hash])).toEqual([false]);
    vi.restoreAllMocks();
    await store.put(hash, bytes);
    expect(await store.has([hash])).toEqual([true]);
  });

  it('that is a file, or lies below one, is out of reach', async () => {
    await writeFile(join(folder, 'file'), '');
    for (const path of ['file', 'file/store']) {
      const lost = createFolderChunkStore(join(folder, path), { timeToLive: SUITE_SECONDS });
      await expect(lost.put(hash, bytes)).rejects.toMatchObject({
        kind: 'unreachable',
        repeats: false,
        message: expect.stringContaining(path) as string,
      });
      await expect(lost.has([hash])).rejects.toMatchObject({ kind: 'unreachable' });
    }
  });

  it('does not follow a link in the place of a chunk', async () => {
    await mkdir(shelf);
    await writeFile(join(folder, 'secret'), 'secret');
    await symlink(join(folder, 'secret'), join(shelf, hash));
    expect(await store.has([hash])).toEqual([false]);
    await expect(store.get(hash)).rejects.toMatchObject({ name: 'StoreError' });
    await store.put(hash, bytes); // replaces the link, not what it points to
    expect((await stat(join(folder, 'secret'))).size).toBe(6);
    expect(Buffer.from((await store.get(hash))!)).toEqual(bytes);
  });

  it('does not follow a link in the place of a folder of chunks', async () => {
    const elsewhere = join(folder, 'elsewhere');
    await mkdir(elsewhere);
    await writeFile(join(elsewhere, hash), bytes);
    await symlink(elsewhere, shelf);
    const refusal = { kind: 'refused', message: expect.stringContaining(shelf) as string };
    await expect(store.get(hash)).rejects.toMatchObject(refusal);
    await expect(store.put(hash, bytes)).rejects.toMatchObject(refusal);
    await expect(store.has([hash])).rejects.toMatchObject(refusal);
    await expect(store.remove(hash)).rejects.toMatchObject(refusal);
    expect(await store.purge(0)).toEqual({ chunks: 0, bytes: 0 });
    expect(await readdir(elsewhere)).toEqual([hash]);
  });

  it('refuses a folder in the place of a chunk', async () => {
    await mkdir(join(shelf, hash), { recursive: true });
    expect(await store.has([hash])).toEqual([false]);
    await expect(store.get(hash)).rejects.toMatchObject({ kind: 'refused' });
  });

  it('is purged of drafts that nobody writes any more, and of nothing that isn’t the store’s', async () => {
    await store.put(hash, bytes);
    const [left, fresh] = ['0', '1'].map((digit) =>
      join(shelf, `${hash}.${digit.repeat(8)}-aaaa-aaaa-aaaa-${digit.repeat(12)}.draft`),
    ) as [string, string];
    for (const path of [left, fresh, join(shelf, 'README'), join(folder, 'notes')])
      await writeFile(path, 'x');
    const longAgo = Date.now() / 1_000 - 3 * 3_600;
    await utimes(left, longAgo, longAgo);
    expect(await store.purge(0)).toEqual({ chunks: 1, bytes: 5_000 });
    expect((await allFiles()).sort()).toEqual([fresh.slice(shelf.length + 1), 'README', 'notes'].sort());
  });
});
