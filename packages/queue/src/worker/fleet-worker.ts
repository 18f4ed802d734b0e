import type { Worker } from 'bullmq';
import { connectRedis } from '../connection/connect.ts';
import { keysOf } from '../flow/names.ts';
import { announce, withdraw, type WorkerInfo } from '../records/registry.ts';
import { engineDescriptionSchema } from '../schemas/engine-description.ts';
import { createChecksUnderWay } from './checks-under-way.ts';
import { createDoneRuns } from './done-runs.ts';
import { type Heartbeat, startHeartbeat } from './heartbeat.ts';
import type { FleetWorkerOptions, JobContext } from './job-context.ts';
import { createJobProcessor } from './process-job.ts';
import { openWorkers } from './queue-workers.ts';
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

/** Heartbeat interval: how often the worker announces itself, and looks which checks have ended. */
const HEARTBEAT_MILLISECONDS = 1000;
/** How long closing waits for what Redis doesn't answer. */
const CLOSE_MILLISECONDS = 3000;

const within = async (milliseconds: number, promise: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([promise.catch(() => {}), late]);
  clearTimeout(timer);
};

const openContext = async (options: FleetWorkerOptions): Promise<JobContext> => {
  const { address, prefix, events } = options;
  const keys = keysOf(prefix);
  const onTrouble = (message: string) => events.onError(new Error(message));
  const redis = await connectRedis(address, 'worker', { onTrouble });
  return {
    ...options,
    redis,
    keys,
    running: createRunningJobs(redis, keys),
    underWay: createChecksUnderWay({ redis, keys }),
    doneRuns: createDoneRuns({ redis, keys }, events.onError),
  };
};

/** What the worker does with every heartbeat. */
const beatOf =
  ({ redis, keys, name, concurrency, modules, running }: JobContext, engine: WorkerInfo['engine']) =>
  async (): Promise<void> => {
    await announce(redis, keys, { name, engine, concurrency, modules, running: running.checks() });
    await running.abortEnded();
  };

const closeWorker = async (
  seconds: number,
  workers: readonly Worker[],
  heartbeat: Heartbeat,
  { redis, keys, name, running, doneRuns }: JobContext,
): Promise<void> => {
  const closing = Promise.all(workers.map((worker) => worker.close()));
  await within(seconds * 1000, closing);
  running.abortAll('closing');
  await within(CLOSE_MILLISECONDS, closing);
  const stopping = heartbeat.stop();
  await within(CLOSE_MILLISECONDS, doneRuns.flush());
  await within(CLOSE_MILLISECONDS, stopping); // else it would put the worker on the list again
  await within(CLOSE_MILLISECONDS, withdraw(redis, keys, name));
  redis.disconnect();
  for (const worker of workers) await within(CLOSE_MILLISECONDS, worker.close(true));
};

/**
 * Takes jobs of its arithmetic from Redis, computes them, and keeps their locks, until it is closed.
 *
 * @returns The worker, once its queues are open.
 * @throws FleetError when Redis refuses the connection; while it is out of reach the worker waits.
 */
export const startFleetWorker = async (options: FleetWorkerOptions): Promise<FleetWorker> => {
  const engine = engineDescriptionSchema.parse(options.engine);
  const context = await openContext(options);
  const { redis, running, events } = context;
  const beat = beatOf(context, engine);
  const workers = openWorkers(createJobProcessor(context), options);
  const heartbeat = startHeartbeat(beat, HEARTBEAT_MILLISECONDS, events.onError);
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  return {
    isConnected: () => redis.status === 'ready',
    running: running.count,
    close: (seconds) => closeWorker(seconds, workers, heartbeat, context),
  };
};
