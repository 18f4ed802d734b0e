import { setTimeout as pause } from 'node:timers/promises';
import { UnrecoverableError, WaitingChildrenError, WaitingError, type Job } from 'bullmq';
import { endCheck, failed, isOver, type CheckRound } from '../records/outcomes.ts';
import { roundOfJob } from '../flow/names.ts';
import { failureOf } from '../processors/failure-of.ts';
import { checkId, SCHEMA } from '../schemas/check-spec.ts';
import {
  jobSchema,
  runText,
  type ConcludeJob,
  type FleetJob,
  type GroundJob,
  type RecheckJob,
  type RunJob,
} from '../schemas/jobs.ts';
import { submissionSchema } from '../schemas/outcome.ts';
import { failuresOf, resultsOf, valuesOf } from './children.ts';
import type { JobContext } from './job-context.ts';
import { handOnOtherModule } from './module-jobs.ts';
import { recheck } from './recheck.ts';
import { redisTime } from '../records/registry.ts';
import type { StopReason } from './running-jobs.ts';

/** A job that has lost its worker so often kills whoever computes it. */
const MOST_LOSSES = 5;
/** How long a failed attempt waits before the next, doubled each time: here, since a delayed job would trust the machines' clocks. */
const BACK_OFF_MILLISECONDS = 200;

/** A job of a check that has ended, however it did: nothing is computed for it, and nothing told. */
class CheckEnded extends UnrecoverableError {
  constructor() {
    super('the check has ended');
  }
}

/** Leaves a check that has ended: children that wait are removed, those that run hear of it and end by themselves. */
const release = async (job: Job, token: string): Promise<null> => {
  await job.removeUnprocessedChildren();
  if (await job.moveToWaitingChildren(token)) throw new WaitingChildrenError();
  return null;
};

const roundOf = ({ spec, round }: FleetJob): CheckRound => ({ id: checkId(spec), round });

/** What a job is about, for messages. */
const placeOf = (own: FleetJob): string => {
  if (own.kind === 'run' || own.kind === 'recheck') return runText(own.run);
  return own.kind === 'ground' ? 'the job that evaluates J(θ)' : `the job that ${own.kind}s`;
};

/** BullMQ counts how often a job's worker was gone: unlike its starts, which a worker that closes adds to when it hands a job back. */
const failPoisonJob = ({ stalledCounter }: Job, own: FleetJob): void => {
  if (stalledCounter < MOST_LOSSES) return;
  throw new UnrecoverableError(
    `${placeOf(own)} was started ${stalledCounter} times, and each time its worker was gone before the end: out of memory, perhaps`,
  );
};

const computeGround = async (own: GroundJob, context: JobContext): Promise<object> => {
  const { running, compute, signer } = context;
  return signer.sign('result', await running.during(roundOf(own), (signal) => compute.ground(own, signal)));
};

const computeRun = async (own: RunJob, context: JobContext): Promise<object> => {
  const { running, doneRuns, compute, signer } = context;
  const check = roundOf(own);
  const result = await running.during(check, (signal) => compute.run(own, signal));
  doneRuns.add(check, own.run.shard.start);
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
  const { runs } = resultsOf(await valuesOf(job), checkId(own.spec), context.signer);
  const [first] = runs;
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
  const { redis, running, compute, signer, name } = context;
  const check = roundOf(own);
  const [reason] = await failuresOf(job);
  if (reason !== undefined) {
    await endCheck(context, check, failed({ kind: 'fleet', message: reason }));
    return;
  }
  const results = resultsOf(await valuesOf(job), check.id, signer);
  const before = ((await redisTime(redis)) - (await submittedAt(context, check.id))) / 1000;
  const report = await running.during(check, (signal) => compute.conclude(own, results, before, signal));
  await endCheck(context, check, { schema: SCHEMA, state: 'concluded', report, worker: name });
};

const conclude = async (job: Job, own: ConcludeJob, context: JobContext, token: string): Promise<null> => {
  if (!(await isOver(context, roundOf(own)))) {
    await handOnOtherModule(job, own, context, token);
    await concludeCheck(job, own, context);
  }
  return release(job, token);
};

const processOwn = async (
  job: Job,
  own: FleetJob,
  context: JobContext,
  token: string,
): Promise<object | null> => {
  failPoisonJob(job, own);
  if (own.kind === 'conclude') return conclude(job, own, context, token);
  if (own.kind === 'collect') return collect(job, token);
  if (!(await context.underWay.has(roundOf(own)))) throw new CheckEnded();
  await handOnOtherModule(job, own, context, token);
  if (own.kind === 'ground') return computeGround(own, context);
  if (own.kind === 'run') return computeRun(own, context);
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
  if (error === ('closing' satisfies StopReason)) {
    await job.moveToWait(token);
    throw new WaitingError();
  }
  if (error === 'ended' || error instanceof CheckEnded) throw new CheckEnded();
  const failure = failureOf(error);
  const isLast =
    failure.repeats || error instanceof UnrecoverableError || job.attemptsMade + 1 >= job.opts.attempts!;
  const place = own?.kind === 'run' || own?.kind === 'recheck' ? `${runText(own.run)}: ` : '';
  const message = failure.message.startsWith(place) ? failure.message : `${place}${failure.message}`;
  if (!isLast) {
    await pause(BACK_OFF_MILLISECONDS * 2 ** job.attemptsMade);
    throw new Error(message);
  }
  const check = own ? roundOf(own) : roundOfJob(job.id);
  if (check) await endCheck(context, check, failed({ ...failure, message }));
  if (own?.kind === 'conclude') return release(job, token) as Promise<never>;
  throw new UnrecoverableError(message);
};

/** How often J was evaluated for a job's result. */
const evaluationsOf = (result: object | null): number =>
  result && 'evaluations' in result && typeof result.evaluations === 'number' ? result.evaluations : 0;

/** Processes any job of the fleet: verified, parsed, computed; what goes wrong ends its check with the cause. */
export const createJobProcessor =
  (context: JobContext) =>
  async (job: Job, token = ''): Promise<object | null> => {
    const began = performance.now();
    const tell = (outcome: 'done' | 'failed' | 'returned', message?: string, evaluations = 0) =>
      context.events.onJob({
        kind: job.name,
        job: job.id ?? '',
        outcome,
        seconds: (performance.now() - began) / 1000,
        evaluations,
        ...(message === undefined ? {} : { message }),
      });
    let own: FleetJob | null = null;
    try {
      own = jobSchema.parse(context.signer.verify('job', Object(job.data) as object));
      const result = await processOwn(job, own, context, token);
      tell('done', undefined, evaluationsOf(result));
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
