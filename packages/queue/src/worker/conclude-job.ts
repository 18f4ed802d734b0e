import { type Job, UnrecoverableError } from 'bullmq';
import { endCheck, failed, isOver } from '../records/outcomes.ts';
import { redisTime } from '../records/registry.ts';
import { SCHEMA } from '../schemas/check-spec.ts';
import type { ConcludeJob } from '../schemas/jobs.ts';
import { submissionSchema } from '../schemas/outcome.ts';
import { releaseChildren, roundOf } from './check-ended.ts';
import { failuresOf, resultsOf, valuesOf } from './children.ts';
import type { JobContext } from './job-context.ts';
import { handOnOtherModule } from './module-jobs.ts';

/** Hands on the results of the job's children as one. Throws UnrecoverableError when one of them failed. */
export const collect = async (job: Job, token: string): Promise<object> => {
  const [reason] = await failuresOf(job);
  if (reason !== undefined) {
    await releaseChildren(job, token);
    throw new UnrecoverableError(reason);
  }
  return { results: await valuesOf(job) };
};

/** Milliseconds by Redis's clock. */
const submittedAt = async ({ redis, keys }: JobContext, id: string): Promise<number> => {
  const text = await redis.get(keys.submission(id));
  return text === null ? redisTime(redis) : submissionSchema.parse(JSON.parse(text)).submittedAt;
};

const secondsSinceSubmission = async (context: JobContext, id: string): Promise<number> =>
  ((await redisTime(context.redis)) - (await submittedAt(context, id))) / 1000;

const concludeCheck = async (job: Job, task: ConcludeJob, context: JobContext): Promise<void> => {
  const { running, compute, signer, name } = context;
  const check = roundOf(task);
  const [reason] = await failuresOf(job);
  if (reason !== undefined) {
    await endCheck(context, check, failed({ kind: 'fleet', message: reason }));
    return;
  }
  const results = resultsOf(await valuesOf(job), check.id, signer);
  const before = await secondsSinceSubmission(context, check.id);
  const report = await running.during(check, (signal) => compute.conclude(task, results, before, signal));
  await endCheck(context, check, { schema: SCHEMA, state: 'concluded', report, worker: name });
};

/** Judges the check by its results and keeps its outcome, unless it has ended before; then lets go of its children. */
export const conclude = async (
  job: Job,
  task: ConcludeJob,
  context: JobContext,
  token: string,
): Promise<null> => {
  if (!(await isOver(context, roundOf(task)))) {
    await handOnOtherModule(job, task, context, token);
    await concludeCheck(job, task, context);
  }
  return releaseChildren(job, token);
};
