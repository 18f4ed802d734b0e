import { Worker } from 'bullmq';
import { redisOptions } from '../connection/redis-options.ts';
import { checkQueue, runQueue } from '../flow/names.ts';
import type { FleetWorkerOptions } from './job-context.ts';
import type { createJobProcessor } from './process-job.ts';

const LOCK_MILLISECONDS = 6000;
/** How soon a command that failed with its connection is repeated. */
const RETRY_MILLISECONDS = 1000;
/** BullMQ's limit; failPoisonJob ends a job before it is reached. */
const MOST_STALLS = 50;

const openWorker = (
  queue: string,
  processJob: ReturnType<typeof createJobProcessor>,
  options: FleetWorkerOptions,
): Worker => {
  const {
    address,
    prefix,
    name,
    concurrency,
    events,
    lockMilliseconds: lockDuration = LOCK_MILLISECONDS,
  } = options;
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

/** BullMQ's workers on the queues of all arithmetics that the worker computes with; they take jobs at once. */
export const openWorkers = (
  processJob: ReturnType<typeof createJobProcessor>,
  options: FleetWorkerOptions,
): Worker[] => {
  const { engine, modules } = options;
  const arithmetics = modules ? [engine.arithmetic, modules.arithmetic] : [engine.arithmetic];
  return arithmetics
    .flatMap((arithmetic) => [runQueue(arithmetic), checkQueue(arithmetic)])
    .map((queue) => openWorker(queue, processJob, options));
};
