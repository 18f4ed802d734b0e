import { mkdir, mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SUITE_SECONDS, testChunkStore } from '../testing/test-chunk-store.ts';
import { createFolderChunkStore } from './folder-chunk-store.ts';

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
