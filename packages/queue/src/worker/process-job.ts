import { setTimeout as pause } from 'node:timers/promises';
import { UnrecoverableError, WaitingChildrenError, WaitingError, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { endCheck, failed, KEPT_SECONDS, outcomeOf } from '../client/outcomes.ts';
import type { Keys } from '../flow/names.ts';
import { failureOf } from '../processors/failure-of.ts';
import { checkId, SCHEMA } from '../schemas/check-spec.ts';
import {
  jobSchema,
  runText,
  type ConcludeJob,
  type FleetJob,
  type RecheckJob,
  type RunJob,
} from '../schemas/jobs.ts';
import { submissionSchema } from '../schemas/outcome.ts';
import { failuresOf, resultsOf, valuesOf } from './children.ts';
import type { FleetWorkerOptions } from './fleet-worker.ts';
import { recheck } from './recheck.ts';
import { redisTime } from './registry.ts';
import type { RunningJobs } from './running-jobs.ts';

/** What processing needs. */
export interface JobContext extends FleetWorkerOptions {
  readonly redis: Redis;
  readonly keys: Keys;
  readonly running: RunningJobs;
}

/** A job that has been started more often than this kills whoever computes it. */
const MOST_STARTS = 5;
/** How long a failed attempt waits before the next, doubled each time: here, since a delayed job would trust the machines' clocks. */
const BACK_OFF_MILLISECONDS = 200;

/** Leaves a check that has ended: children that wait are removed, those that run hear of it and end by themselves. */
const release = async (job: Job, token: string): Promise<null> => {
  await job.removeUnprocessedChildren();
  if (await job.moveToWaitingChildren(token)) throw new WaitingChildrenError();
  return null;
};

const refuseTooManyStarts = (job: Job, { run }: Pick<RunJob, 'run'>): void => {
  if (job.attemptsStarted <= MOST_STARTS) return;
  throw new UnrecoverableError(
    `${runText(run)} was started ${MOST_STARTS} times, and each time its worker was gone before the end: out of memory, perhaps`,
  );
};

const computeRun = async (job: Job, own: RunJob, context: JobContext): Promise<object> => {
  const { redis, keys, running, compute, signer } = context;
  const id = checkId(own.spec);
  refuseTooManyStarts(job, own);
  const result = await running.during(id, (signal) => compute.run(own, signal));
  await redis.multi().sadd(keys.done(id), own.run.shard.start).expire(keys.done(id), KEPT_SECONDS).exec();
  return signer.sign('result', result);
};

const computeRecheck = async (
  job: Job,
  own: RecheckJob,
  context: JobContext,
  token: string,
): Promise<object> => {
  const [reason] = await failuresOf(job);
  if (reason !== undefined) throw new UnrecoverableError(reason);
  const [first] = resultsOf(await valuesOf(job), context.signer);
  if (!first) throw new UnrecoverableError(`the first result of ${runText(own.run)} is lost`);
  return recheck(job, own, first, context, token);
};

const collect = async (job: Job, token: string): Promise<object> => {
  const [reason] = await failuresOf(job);
  if (reason !== undefined) {
    await release(job, token);
    throw new UnrecoverableError(reason);
  }
  return { results: await valuesOf(job) };
};

const submittedAt = async ({ redis, keys }: JobContext, id: string): Promise<number> => {
  const text = await redis.get(keys.submission(id));
  return text === null ? redisTime(redis) : submissionSchema.parse(JSON.parse(text)).submittedAt;
};

const concludeCheck = async (job: Job, own: ConcludeJob, context: JobContext): Promise<void> => {
  const { redis, keys, running, compute, signer, name } = context;
  const id = checkId(own.spec);
  const [reason] = await failuresOf(job);
  if (reason !== undefined) {
    await endCheck(redis, keys, id, failed({ kind: 'fleet', message: reason }));
    return;
  }
  const results = resultsOf(await valuesOf(job), signer);
  const before = ((await redisTime(redis)) - (await submittedAt(context, id))) / 1000;
  const report = await running.during(id, (signal) => compute.conclude(own, results, before, signal));
  await endCheck(redis, keys, id, { schema: SCHEMA, state: 'concluded', report, worker: name });
};

const conclude = async (job: Job, own: ConcludeJob, context: JobContext, token: string): Promise<null> => {
  const { redis, keys } = context;
  if ((await outcomeOf(redis, keys, checkId(own.spec))) === null) await concludeCheck(job, own, context);
  return release(job, token);
};

const processOwn = async (
  job: Job,
  own: FleetJob,
  context: JobContext,
  token: string,
): Promise<object | null> => {
  if (own.kind === 'conclude') return conclude(job, own, context, token);
  if (own.kind === 'collect') return collect(job, token);
  if (await outcomeOf(context.redis, context.keys, checkId(own.spec)))
    throw new UnrecoverableError('the check has ended');
  if (own.kind === 'run') return computeRun(job, own, context);
  return computeRecheck(job, own, context, token);
};

/** BullMQ's own signals that a job has moved on are no failures. */
const hasMoved = (error: unknown): boolean =>
  error instanceof WaitingChildrenError || error instanceof WaitingError;

/** What is done with a job that failed: handed back, tried again, or the end of its check. */
const fail = async (
  error: unknown,
  job: Job,
  own: FleetJob | null,
  context: JobContext,
  token: string,
): Promise<never> => {
  if (hasMoved(error)) throw error;
  if (error === 'closing') {
    await job.moveToWait(token);
    throw new WaitingError();
  }
  if (error === 'ended') throw new UnrecoverableError('the check has ended');
  const failure = failureOf(error);
  const isLast =
    failure.repeats || error instanceof UnrecoverableError || job.attemptsMade + 1 >= job.opts.attempts!;
  const place = own?.kind === 'run' || own?.kind === 'recheck' ? `${runText(own.run)}: ` : '';
  const message = failure.message.startsWith(place) ? failure.message : `${place}${failure.message}`;
  if (!isLast) {
    await pause(BACK_OFF_MILLISECONDS * 2 ** job.attemptsMade);
    throw new Error(message);
  }
  if (own) await endCheck(context.redis, context.keys, checkId(own.spec), failed({ ...failure, message }));
  if (own?.kind === 'conclude') return release(job, token) as Promise<never>;
  throw new UnrecoverableError(message);
};

/** Processes any job of the fleet: verified, parsed, computed; what goes wrong ends its check with the cause. */
export const createJobProcessor =
  (context: JobContext) =>
  async (job: Job, token = ''): Promise<object | null> => {
    const began = performance.now();
    const tell = (outcome: 'done' | 'failed' | 'returned', message?: string) =>
      context.events.onJob({
        kind: job.name,
        job: job.id ?? '',
        outcome,
        seconds: (performance.now() - began) / 1000,
        ...(message === undefined ? {} : { message }),
      });
    let own: FleetJob | null = null;
    try {
      own = jobSchema.parse(context.signer.verify('job', Object(job.data) as object));
      const result = await processOwn(job, own, context, token);
      tell('done');
      return result;
    } catch (error) {
      if (hasMoved(error)) throw error;
      tell(
        error === 'closing' ? 'returned' : 'failed',
        error instanceof Error ? error.message : String(error),
      );
      return fail(error, job, own, context, token);
    }
  };
