import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Preload } from './fleet.ts';
import { until } from './until.ts';

/** Asks processes what they hold. */
export interface LiveMemory {
  /** What a process must be started with to be asked; what it starts can be asked too. */
  readonly preload: Preload;
  /** Bytes that the process holds after garbage collection: objects, and what they keep outside V8's heap. */
  readonly of: (pid: number) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Opens a temporary folder, in which the processes answer. */
export const openLiveMemory = async (): Promise<LiveMemory> => {
  const folder = await mkdtemp(join(tmpdir(), 'gradproof-live-memory-'));
  return {
    preload: { name: 'live-memory', env: { LIVE_MEMORY_FOLDER: folder } },
    of: async (pid) => {
      const answer = join(folder, `${pid}`);
      await rm(answer, { force: true });
      process.kill(pid, 'SIGUSR2');
      return Number(
        await until(`process ${pid} tells what it holds`, () => readFile(answer, 'utf8').catch(() => null)),
      );
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
};
