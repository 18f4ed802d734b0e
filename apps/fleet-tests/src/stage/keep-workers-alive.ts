import type { Fleet, ProcessOptions, WorkerProcess } from './fleet.ts';

/** Starts a worker again when it has ended, as systemd or Docker would. */
export interface Supervisor {
  readonly starts: () => number;
  readonly stop: () => Promise<void>;
}

/** The first worker is at work when the promise resolves. */
export const keepWorkersAlive = async (fleet: Fleet, options: ProcessOptions): Promise<Supervisor> => {
  let starts = 1;
  let isStopped = false;
  let worker: WorkerProcess = await fleet.startWorker([], options);
  const keep = async (): Promise<void> => {
    for (;;) {
      await worker.ended;
      if (isStopped) return;
      starts++;
      worker = await fleet.startWorker([], options);
    }
  };
  const keeping = keep();
  return {
    starts: () => starts,
    stop: async () => {
      isStopped = true;
      worker.signalAll('SIGKILL');
      await keeping;
    },
  };
};
