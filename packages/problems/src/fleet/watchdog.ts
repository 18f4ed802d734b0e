import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { tooMuchMemory } from './final-stderr.ts';

// A thread beside the module: it sees that the parent is gone, or that memory runs out, while the module computes and blocks its event loop.

/** What is watched. */
export interface Watched {
  /** The process that started this one. */
  readonly parent: number;
  /** MiB that this process may hold. */
  readonly memory: number;
}

/** How often it looks, in ms. */
const PERIOD = 50;

const { parent, memory } = workerData as Watched;

/** Ends this process and what it started: it leads its own group. */
const end = (): void =>
  void process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL');

setInterval(() => {
  if (process.ppid !== parent) end();
  if (process.memoryUsage.rss() <= memory * 2 ** 20) return;
  writeSync(2, `\n${tooMuchMemory(memory)}\n`);
  end();
}, PERIOD);
