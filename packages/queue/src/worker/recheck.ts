import { isDeepStrictEqual } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { UnrecoverableError, WaitingError, type Job } from 'bullmq';
import { checkId } from '../schemas/check-spec.ts';
import { runText, type RecheckJob } from '../schemas/jobs.ts';
import type { EncodedRunResult } from '../schemas/run-result.ts';
import type { JobContext } from './process-job.ts';
import { liveWorkers } from './registry.ts';

/** How often a worker that may not check its own result hands the job back, and how long it waits then: together half a minute. */
const MOST_RETURNS = 60;
const RETURN_MILLISECONDS = 500;

/** Gives the job to another worker. Throws UnrecoverableError when none comes. */
const handOver = async (
  job: Job,
  { run, spec }: RecheckJob,
  context: JobContext,
  token: string,
): Promise<never> => {
  const { redis, keys, name } = context;
  const others = (await liveWorkers(redis, keys)).filter(
    (worker) => worker.name !== name && worker.engine.arithmetic === spec.arithmetic,
  );
  if (others.length === 0 && job.attemptsStarted > MOST_RETURNS)
    throw new UnrecoverableError(
      `${runText(run)} must be computed again by another worker, but there is only ${name}: start a second one, or submit without --recheck`,
    );
  await job.moveToWait(token);
  await pause(RETURN_MILLISECONDS); // only then: another worker takes it before this one asks for its next job
  throw new WaitingError();
};

/** Computes the run again, on another worker than the first, and compares every bit; returns the first result, signed. */
export const recheck = async (
  job: Job,
  own: RecheckJob,
  first: EncodedRunResult,
  context: JobContext,
  token: string,
): Promise<object> => {
  const { running, compute, signer, name } = context;
  if (first.worker === name) return handOver(job, own, context, token);
  const second = await running.during({ id: checkId(own.spec), round: own.round }, (signal) =>
    compute.run(own, signal),
  );
  if (isDeepStrictEqual({ ...first, worker: '' }, { ...second, worker: '' }))
    return signer.sign('result', first);
  throw new UnrecoverableError(
    `${runText(own.run)}: the workers ${first.worker} and ${name} don't get the same numbers; one of their machines computes wrongly`,
  );
};
