import type { UnitGradients, UnitRunner } from '@gradproof/core/engine';
import { Tinypool } from 'tinypool';
import type { PreparedNetwork } from '../incremental/prepared-network.ts';
import type { ThreadTask } from './worker.ts';

/** Run from its sources, the worker is one, too, and sees its neighbours' sources. */
const isSource = import.meta.url.endsWith('.ts');
const WORKER = new URL(isSource ? './worker.ts' : './worker.js', import.meta.url).href;
const EXEC_ARGV = isSource ? ['--conditions=@gradproof/source'] : [];

/** How long an idle thread waits for more: one that has run before has its code compiled already. It doesn't keep the process alive. */
const IDLE_MILLISECONDS = 2000;

/** Worker threads that come and go with the work. */
export interface Threads {
  readonly count: number;
  readonly pool: Tinypool;
  /** Starts all of them, so that they come up while the caller does something else. */
  readonly start: () => void;
}

/** Makes a pool of at most `count` worker threads; none is started yet. */
export const createThreads = (count: number): Threads => {
  const pool = new Tinypool({
    filename: WORKER,
    runtime: 'worker_threads',
    minThreads: 0,
    maxThreads: count,
    idleTimeout: IDLE_MILLISECONDS,
    concurrentTasksPerWorker: 2, // the next run is there already when one ends, however busy this thread is
    execArgv: EXEC_ARGV,
  });
  const start = () => {
    for (let i = 0; i < count; i++) pool.run(null).catch(() => {}); // if it can't start, the first run says so
  };
  return { count, pool, start };
};

let networks = 0;

/** Computes on threads, each with `budget` numbers of memory; they share the network. An abort ends the threads at once. */
export const createThreadRunner = (
  { pool, count }: Threads,
  network: PreparedNetwork,
  kernels: ThreadTask['kernels'],
  budget: number,
): UnitRunner => {
  const key = ++networks;
  return {
    parallel: count,
    run: async (units, epsilon, signal) => {
      signal?.throwIfAborted();
      const task: ThreadTask = { key, network, kernels, budget, units, epsilon };
      try {
        return (await pool.run(task, signal ? { signal } : {})) as UnitGradients;
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      }
    },
    dispose: async () => {},
  };
};
