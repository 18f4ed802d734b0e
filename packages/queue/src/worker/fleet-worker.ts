import { Worker } from 'bullmq';
import { connectRedis } from '../connection/connect.ts';
import { redisOptions } from '../connection/redis-options.ts';
import { checkQueue, keysOf, runQueue } from '../flow/names.ts';
import { engineDescriptionSchema } from '../schemas/engine-description.ts';
import { createChecksUnderWay } from './checks-under-way.ts';
import { createDoneRuns } from './done-runs.ts';
import type { FleetWorkerOptions } from './job-context.ts';
import { announce, withdraw } from '../records/registry.ts';
import { createJobProcessor } from './process-job.ts';
import { createRunningJobs } from './running-jobs.ts';

/** A worker at work. */
export interface FleetWorker {
  /** Whether Redis answers. */
  readonly isConnected: () => boolean;
  /** How many jobs it computes now. */
  readonly running: () => number;
  /** Takes no more jobs; lets those under way end within `seconds`, and hands back the others. */
  readonly close: (seconds: number) => Promise<void>;
}

const LOCK_MILLISECONDS = 6000;
/** Signs of life, and a look at which checks have ended. */
const PULSE_MILLISECONDS = 1000;
/** How soon a command that failed with its connection is repeated. */
const RETRY_MILLISECONDS = 1000;
/** Our own count ends a job before this one does. */
const MOST_STALLS = 50;
/** How long closing waits for what Redis doesn't answer. */
const CLOSE_MILLISECONDS = 3000;

const within = async (milliseconds: number, promise: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([promise.catch(() => {}), late]);
  clearTimeout(timer);
};

/** Takes jobs of its arithmetic from Redis, computes them, and keeps their locks. Rejects when Redis can't be reached at first. */
export const startFleetWorker = async (options: FleetWorkerOptions): Promise<FleetWorker> => {
  const { address, prefix, name, engine, modules, concurrency, events } = options;
  const keys = keysOf(prefix);
  const onTrouble = (message: string) => events.onError(new Error(message));
  const own = engineDescriptionSchema.parse(engine);
  const redis = await connectRedis(address, 'worker', { onTrouble });
  const running = createRunningJobs(redis, keys);
  const underWay = createChecksUnderWay({ redis, keys });
  const doneRuns = createDoneRuns({ redis, keys }, events.onError);
  const processJob = createJobProcessor({ ...options, redis, keys, running, underWay, doneRuns });

  const lockDuration = options.lockMilliseconds ?? LOCK_MILLISECONDS;
  const workerOf = (queue: string): Worker => {
    const worker = new Worker(queue, processJob, {
      connection: redisOptions(address, 'worker'),
      prefix,
      name,
      concurrency,
      lockDuration,
      stalledInterval: lockDuration / 2,
      maxStalledCount: MOST_STALLS,
      runRetryDelay: RETRY_MILLISECONDS,
    });
    worker.on('error', events.onError);
    worker.on('stalled', events.onStalled);
    return worker;
  };
  const arithmetics = [engine.arithmetic, ...(modules ? [modules.arithmetic] : [])];
  const workers = arithmetics.flatMap((own) => [runQueue(own), checkQueue(own)]).map(workerOf);

  const pulse = async (): Promise<void> => {
    await announce(redis, keys, { name, engine: own, concurrency, modules, running: running.checks() });
    await running.abortEnded();
  };
  let pulsing: Promise<void> | null = null;
  const beat = () => {
    pulsing ??= pulse()
      .catch(events.onError)
      .finally(() => (pulsing = null));
  };
  beat();
  const timer = setInterval(beat, PULSE_MILLISECONDS);
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));

  return {
    isConnected: () => redis.status === 'ready',
    running: running.count,
    close: async (seconds) => {
      const closing = Promise.all(workers.map((worker) => worker.close()));
      await within(seconds * 1000, closing);
      running.abortAll('closing');
      await within(CLOSE_MILLISECONDS, closing);
      clearInterval(timer);
      await within(CLOSE_MILLISECONDS, doneRuns.flush());
      if (pulsing) await within(CLOSE_MILLISECONDS, pulsing); // else it would put the worker on the list again
      await within(CLOSE_MILLISECONDS, withdraw(redis, keys, name));
      redis.disconnect();
      for (const worker of workers) await within(CLOSE_MILLISECONDS, worker.close(true));
    },
  };
};
