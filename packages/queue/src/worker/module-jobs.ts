import { type Job, UnrecoverableError } from 'bullmq';
import { canCompute, nobodyHas } from '../records/can-compute.ts';
import { liveWorkers } from '../records/registry.ts';
import type { FleetJob } from '../schemas/jobs.ts';
import { handOver } from './hand-over.ts';
import type { JobContext } from './job-context.ts';

/** How often a job is handed on before it fails for want of its module: a worker that has just started announces itself within a second. */
const ROUNDS = 4;

/**
 * Hands on a job whose module this worker doesn't have in the version that the check asks for, while another does. Throws
 * UnrecoverableError, with the reason of each worker, when none does.
 */
export const handOnOtherModule = async (
  job: Job,
  { spec }: FleetJob,
  { redis, keys, engine, modules }: JobContext,
  token: string,
): Promise<void> => {
  if (!spec.module || canCompute({ engine, modules }, spec)) return;
  const workers = await liveWorkers(redis, keys);
  if (job.attemptsStarted > ROUNDS && !workers.some((worker) => canCompute(worker, spec)))
    throw new UnrecoverableError(`${nobodyHas(spec, workers)}. Start a worker that has it`);
  await handOver(job, token);
};
