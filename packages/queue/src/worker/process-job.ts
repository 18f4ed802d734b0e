import type { Job } from 'bullmq';
import { type FleetJob, jobSchema } from '../schemas/jobs.ts';
import { CheckEnded, roundOf } from './check-ended.ts';
import { computeBaseline, computeRecheck, computeRun } from './compute-job.ts';
import { collect, conclude } from './conclude-job.ts';
import { failJob, failPoisonJob, hasMoved } from './fail-job.ts';
import type { FleetEvents, JobContext } from './job-context.ts';
import { handOnOtherModule } from './module-jobs.ts';

type EndedJob = Parameters<FleetEvents['onJob']>[0];

const processTask = async (
  job: Job,
  task: FleetJob,
  context: JobContext,
  token: string,
): Promise<object | null> => {
  failPoisonJob(job, task);
  if (task.kind === 'conclude') return conclude(job, task, context, token);
  if (task.kind === 'collect') return collect(job, token);
  if (!(await context.underWay.has(roundOf(task)))) throw new CheckEnded();
  await handOnOtherModule(job, task, context, token);
  if (task.kind === 'baseline') return computeBaseline(task, context);
  if (task.kind === 'run') return computeRun(task, context);
  return computeRecheck(job, task, context, token);
};

/** How often J was evaluated for a job's result. */
const evaluationsOf = (result: object | null): number =>
  result && 'evaluations' in result && typeof result.evaluations === 'number' ? result.evaluations : 0;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Reports the job's end, timed from now on. */
const createReporter = (job: Job, { onJob }: FleetEvents) => {
  const began = performance.now();
  return (end: Pick<EndedJob, 'outcome' | 'evaluations' | 'message'>): void =>
    onJob({
      ...end,
      kind: job.name,
      job: job.id ?? '',
      seconds: (performance.now() - began) / 1000,
    });
};

/**
 * What BullMQ's worker calls with each job: the job is verified, parsed and computed; what goes wrong ends its check with the cause.
 *
 * @returns The job's result, signed; null for a job that concludes.
 */
export const createJobProcessor =
  (context: JobContext) =>
  async (job: Job, token = ''): Promise<object | null> => {
    const report = createReporter(job, context.events);
    let task: FleetJob | null = null;
    try {
      task = jobSchema.parse(context.signer.verify('job', Object(job.data) as object));
      const result = await processTask(job, task, context, token);
      report({ outcome: 'done', evaluations: evaluationsOf(result) });
      return result;
    } catch (error) {
      if (hasMoved(error)) throw error;
      const outcome = error === 'closing' ? 'returned' : 'failed';
      report({ outcome, evaluations: 0, message: messageOf(error) });
      return failJob(error, { job, task, token }, context);
    }
  };
