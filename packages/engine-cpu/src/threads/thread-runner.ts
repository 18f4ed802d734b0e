import { Tinypool } from 'tinypool';
import type { UnitRunner } from '../incremental/unit-runner.ts';
import type { PreparedNetwork } from '../incremental/prepared-network.ts';
import type { UnitGradients } from '../incremental/unit-gradients.ts';
import type { ThreadData, ThreadTask } from './worker.ts';

/** Run from its sources, the worker is one, too, and sees its neighbours' sources. */
const isSource = import.meta.url.endsWith('.ts');
const WORKER = new URL(isSource ? './worker.ts' : './worker.js', import.meta.url).href;
const EXEC_ARGV = isSource ? ['--conditions=@gradproof/source'] : [];

/** Computes on `threads` worker threads, each with `budget` numbers of memory. They share the network. An abort ends them at once. */
export const createThreadRunner = (
  network: PreparedNetwork,
  kernels: ThreadData['kernels'],
  budget: number,
  threads: number,
): UnitRunner => {
  const workerData: ThreadData = { network, kernels, budget };
  const pool = new Tinypool({
    filename: WORKER,
    runtime: 'worker_threads',
    minThreads: threads,
    maxThreads: threads,
    workerData,
    execArgv: EXEC_ARGV,
  });
  return {
    parallel: threads,
    run: async (units, epsilon, signal) => {
      signal?.throwIfAborted();
      const task: ThreadTask = { units, epsilon };
      try {
        return (await pool.run(task, signal ? { signal } : {})) as UnitGradients;
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      }
    },
    dispose: () => pool.destroy(),
  };
};
