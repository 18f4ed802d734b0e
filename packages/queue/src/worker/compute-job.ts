import { type Job, UnrecoverableError } from 'bullmq';
import { checkId } from '../schemas/check-spec.ts';
import { type BaselineJob, type RecheckJob, type RunJob, runText } from '../schemas/jobs.ts';
import { roundOf } from './check-ended.ts';
import { failuresOf, resultsOf, valuesOf } from './children.ts';
import type { JobContext } from './job-context.ts';
import { recheck } from './recheck.ts';

/** Evaluates J(θ) and measures the control; the result, signed. */
export const computeBaseline = async (task: BaselineJob, context: JobContext): Promise<object> => {
  const { running, compute, signer } = context;
  const result = await running.during(roundOf(task), (signal) => compute.baseline(task, signal));
  return signer.sign('result', result);
};

/** Computes a run and counts it as done; the result, signed. */
export const computeRun = async (task: RunJob, context: JobContext): Promise<object> => {
  const { running, doneRuns, compute, signer } = context;
  const check = roundOf(task);
  const result = await running.during(check, (signal) => compute.run(task, signal));
  doneRuns.add(check, task.run.shard.start);
  return signer.sign('result', result);
};

/** Computes a run again, after its first result has come; that result, signed. Throws UnrecoverableError when they differ. */
export const computeRecheck = async (
  job: Job,
  task: RecheckJob,
  context: JobContext,
  token: string,
): Promise<object> => {
  const [reason] = await failuresOf(job);
  if (reason !== undefined) throw new UnrecoverableError(reason);
  const { runs } = resultsOf(await valuesOf(job), checkId(task.spec), context.signer);
  const [first] = runs;
  if (!first) throw new UnrecoverableError(`the first result of ${runText(task.run)} is lost`);
  return recheck(job, task, first, context, token);
};
