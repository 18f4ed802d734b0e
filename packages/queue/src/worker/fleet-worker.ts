import type { EngineDescription } from '@gradproof/core';
import { Worker } from 'bullmq';
import { connectRedis } from '../connection/connect.ts';
import type { RedisAddress } from '../connection/redis-address.ts';
import { redisOptions } from '../connection/redis-options.ts';
import { checkQueue, keysOf, runQueue } from '../flow/names.ts';
import type { Processors } from '../processors/processors.ts';
import { engineDescriptionSchema } from '../schemas/engine-description.ts';
import type { Signer } from '../signing/signer.ts';
import { createChecksUnderWay } from './checks-under-way.ts';
import { createDoneRuns } from './done-runs.ts';
import { announce, withdraw, type WorkerInfo } from './registry.ts';
import { createJobProcessor } from './process-job.ts';
import { createRunningJobs } from './running-jobs.ts';

/** What happens in a worker, for logs and metrics. */
export interface FleetEvents {
  /** A job ended: how, and after how many seconds. */
  readonly onJob: (job: {
    /** ground, run, recheck, collect or conclude. */
    readonly kind: string;
    readonly job: string;
    readonly outcome: 'done' | 'failed' | 'returned';
    readonly seconds: number;
    /** Of J, by a run. */
    readonly evaluations: number;
    /** Why it failed. */
    readonly message?: string;
  }) => void;
  /** A job of a worker that is gone (or was silent for too long) is taken over. */
  readonly onStalled: (job: string) => void;
  /** Something went wrong beside the jobs: the connection, a lock. */
  readonly onError: (error: Error) => void;
}

/** A worker of the fleet; everything but `modules` and `lockMilliseconds` is needed. */
export interface FleetWorkerOptions {
  readonly address: RedisAddress;
  readonly prefix: string;
  /** Different for every worker. */
  readonly name: string;
  readonly engine: EngineDescription;
  /** The modules that it has, by name and SHA-256, and the arithmetic that they are computed with. */
  readonly modules?: WorkerInfo['modules'] | undefined;
  /** How many jobs it computes at a time. */
  readonly concurrency: number;
  /** Where runs are computed: away from this event loop, which must keep the locks. */
  readonly compute: Omit<Processors, 'dispose'>;
  readonly signer: Signer;
  readonly events: FleetEvents;
  /** A job whose worker doesn't renew its lock for so long goes to another. */
  readonly lockMilliseconds?: number;
}

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
