import { type Job, WaitingError } from 'bullmq';
import { setTimeout as pause } from 'node:timers/promises';

/** Long enough for another worker to take the job before this one requests its next. */
const RETURN_MILLISECONDS = 500;

/** Gives the job back to the queue, for another worker. */
export const handOver = async (job: Job, token: string): Promise<never> => {
  await job.moveToWait(token);
  await pause(RETURN_MILLISECONDS);
  throw new WaitingError();
};
