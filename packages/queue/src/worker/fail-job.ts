import { type Job, UnrecoverableError, WaitingChildrenError, WaitingError } from 'bullmq';
import { setTimeout as pause } from 'node:timers/promises';
import { roundOfJob } from '../flow/names.ts';
import { type ClassifiedFailure, failureOf } from '../processors/failure-of.ts';
import { endCheck, failed } from '../records/outcomes.ts';
import { type FleetJob, runText } from '../schemas/jobs.ts';
import { CheckEnded, releaseChildren, roundOf } from './check-ended.ts';
import type { JobContext } from './job-context.ts';
import type { StopReason } from './running-jobs.ts';

/** A job that has lost its worker this often kills every worker that takes it. */
const MOST_LOSSES = 5;
/** How long a failed attempt waits before the next, doubled each time: in the worker, since BullMQ's delayed jobs rely on the machines' clocks. */
const BACK_OFF_MILLISECONDS = 200;

/** A job that failed, as far as it could be read. */
export interface FailedJob {
  readonly job: Job;
  /** Null for a job that isn't one of ours. */
  readonly task: FleetJob | null;
  readonly token: string;
}

/** What a job is about, for messages. */
const subjectOf = (task: FleetJob): string => {
  if (task.kind === 'run' || task.kind === 'recheck') return runText(task.run);
  return task.kind === 'baseline' ? 'the job that evaluates J(θ)' : `the job that ${task.kind}s`;
};

/**
 * Throws UnrecoverableError for a job whose workers were lost again and again. BullMQ counts how often a job's worker was gone: unlike its
 * starts, which a worker that closes adds to when it hands a job back.
 */
export const failPoisonJob = ({ stalledCounter }: Job, task: FleetJob): void => {
  if (stalledCounter < MOST_LOSSES) return;
  throw new UnrecoverableError(
    `${subjectOf(task)} was started ${stalledCounter} times, and each time its worker was gone before the end: out of memory, perhaps`,
  );
};

/** Whether the error is BullMQ's signal that the job was moved to another list: no failure. */
export const hasMoved = (error: unknown): boolean =>
  error instanceof WaitingChildrenError || error instanceof WaitingError;

/** The message with the run that failed before it, once. */
const placedMessage = (message: string, task: FleetJob | null): string => {
  const place = task?.kind === 'run' || task?.kind === 'recheck' ? `${runText(task.run)}: ` : '';
  return message.startsWith(place) ? message : `${place}${message}`;
};

const handBack = async (job: Job, token: string): Promise<never> => {
  await job.moveToWait(token);
  throw new WaitingError();
};

/** Ends the job's check with the failure. */
const endWithFailure = async (
  { job, task, token }: FailedJob,
  failure: ClassifiedFailure,
  context: JobContext,
): Promise<never> => {
  const check = task ? roundOf(task) : roundOfJob(job.id);
  if (check) await endCheck(context, check, failed(failure));
  if (task?.kind === 'conclude') return releaseChildren(job, token) as Promise<never>;
  throw new UnrecoverableError(failure.message);
};

/** What is done with a job that failed: handed back, tried again, or the end of its check. */
export const failJob = async (error: unknown, failedJob: FailedJob, context: JobContext): Promise<never> => {
  const { job, task, token } = failedJob;
  if (error === ('closing' satisfies StopReason)) return handBack(job, token);
  if (error === ('ended' satisfies StopReason) || error instanceof CheckEnded) throw new CheckEnded();
  const failure = failureOf(error);
  const message = placedMessage(failure.message, task);
  const isLast =
    failure.repeats || error instanceof UnrecoverableError || job.attemptsMade + 1 >= job.opts.attempts!;
  if (isLast) return endWithFailure(failedJob, { ...failure, message }, context);
  await pause(BACK_OFF_MILLISECONDS * 2 ** job.attemptsMade);
  throw new Error(message);
};
