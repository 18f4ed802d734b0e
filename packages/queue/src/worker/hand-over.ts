import { setTimeout as pause } from 'node:timers/promises';
import { WaitingError, type Job } from 'bullmq';

/** Long enough that another worker takes the job before this one asks for its next. */
const RETURN_MILLISECONDS = 500;

/** Gives the job back to the queue, for another worker. */
export const handOver = async (job: Job, token: string): Promise<never> => {
  await job.moveToWait(token);
  await pause(RETURN_MILLISECONDS);
  throw new WaitingError();
};
