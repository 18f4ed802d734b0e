import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChunkStore } from './chunk-store.ts';
import { createFolderChunkStore } from './folder-chunk-store.ts';
import { sha256 } from './sha256.ts';

/** What happens just before the purge moves or removes a file. */
const between = vi.hoisted(() => ({ rename: async () => {}, unlink: async () => {} }));
vi.mock('node:fs/promises', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:fs/promises')>();
  return {
    ...original,
    rename: async (from: string, to: string) => {
      await between.rename();
      return original.rename(from, to);
    },
    unlink: async (path: string) => {
      await between.unlink();
      return original.unlink(path);
    },
  };
});

describe('a purge beside an upload', () => {
  const bytes = Buffer.from('chunk');
  const hash = sha256(bytes);
  let folder: string;
  let store: ChunkStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gradproof-store-'));
    store = createFolderChunkStore(folder, { timeToLive: 1_000 });
    await store.put(hash, bytes);
    const longAgo = Date.now() / 1_000 - 900;
    await utimes(join(folder, hash.slice(0, 2), hash), longAgo, longAgo);
  });
  afterEach(async () => {
    between.rename = between.unlink = async () => {};
    await rm(folder, { recursive: true });
  });

  /** Asks whether the chunk is there at that moment of the purge, once. */
  const askAt = async (moment: 'rename' | 'unlink'): Promise<boolean[][]> => {
    const answers: boolean[][] = [];
    between[moment] = async () => {
      between[moment] = async () => {};
      answers.push(await store.has([hash]));
    };
    await store.purge(500);
    return answers;
  };

  it('keeps a chunk that the upload asks for after its age was looked at', async () => {
    expect(await askAt('rename')).toEqual([[true]]);
    expect(Buffer.from((await store.get(hash))!)).toEqual(bytes);
  });

  it('says that a chunk is gone which it is about to remove', async () => {
    expect(await askAt('unlink')).toEqual([[false]]);
    expect(await store.get(hash)).toBeNull();
  });
});
