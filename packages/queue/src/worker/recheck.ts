import { type Job, UnrecoverableError } from 'bullmq';
import { isDeepStrictEqual } from 'node:util';
import { canCompute } from '../records/can-compute.ts';
import { liveWorkers } from '../records/registry.ts';
import type { EncodedRun } from '../schemas/encoded-run.ts';
import { type RecheckJob, runText } from '../schemas/jobs.ts';
import { roundOf } from './check-ended.ts';
import { handOver } from './hand-over.ts';
import type { JobContext } from './job-context.ts';

/** How often a worker that computed the first result hands the job back: half a minute in all. */
const MOST_RETURNS = 60;

/** Gives the job to another worker. Throws UnrecoverableError when none comes. */
const giveToAnother = async (
  job: Job,
  { run, spec }: RecheckJob,
  context: JobContext,
  token: string,
): Promise<never> => {
  const { redis, keys, name } = context;
  const others = (await liveWorkers(redis, keys)).filter(
    (worker) => worker.name !== name && canCompute(worker, spec),
  );
  if (others.length === 0 && job.attemptsStarted > MOST_RETURNS)
    throw new UnrecoverableError(
      `${runText(run)} must be computed again by another worker, but there is only ${name}: start a second one, or submit the check without a recheck`,
    );
  return handOver(job, token);
};

/** The same result, whoever computed it. */
const areEqual = (one: EncodedRun, other: EncodedRun): boolean =>
  isDeepStrictEqual({ ...one, worker: '' }, { ...other, worker: '' });

/** Computes the run again, on another worker than the first, and compares every bit; returns the first result, signed. */
export const recheck = async (
  job: Job,
  task: RecheckJob,
  first: EncodedRun,
  context: JobContext,
  token: string,
): Promise<object> => {
  const { running, compute, signer, name } = context;
  if (first.worker === name) return giveToAnother(job, task, context, token);
  const second = await running.during(roundOf(task), (signal) => compute.run(task, signal));
  if (areEqual(first, second)) return signer.sign('result', first);
  throw new UnrecoverableError(
    `${runText(task.run)}: the workers ${first.worker} and ${name} don't get the same numbers; one of their machines computes wrongly`,
  );
};
