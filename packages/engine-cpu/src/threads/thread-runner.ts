import type { UnitGradients, UnitRunner } from '@gradproof/core/engine';
import { startThread } from '#platform';
import type { PreparedNetwork } from '../incremental/prepared-network.ts';
import { createThreadPool, type ThreadPool } from './thread-pool.ts';
import type { ThreadTask } from './thread-task.ts';

/** Threads that differentiate runs of units. */
export type Threads = ThreadPool<ThreadTask, UnitGradients>;

/** Makes a pool of at most `count` threads; none is started yet. */
export const createThreads = (count: number): Threads => createThreadPool(count, startThread);

let networks = 0;

/** Computes on threads, each with `budget` numbers of memory; they share the network. An abort ends the threads at once. */
export const createThreadRunner = (
  { run, count }: Threads,
  network: PreparedNetwork,
  kernels: ThreadTask['kernels'],
  budget: number,
): UnitRunner => {
  const key = ++networks;
  return {
    parallel: count,
    run: (units, epsilon, signal) => run({ key, network, kernels, budget, units, epsilon }, signal),
    dispose: async () => {},
  };
};
