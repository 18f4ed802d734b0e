import { type Job, UnrecoverableError, WaitingChildrenError } from 'bullmq';
import type { CheckRound } from '../records/outcomes.ts';
import { checkId } from '../schemas/check-spec.ts';
import type { FleetJob } from '../schemas/jobs.ts';

/** A job of a check that has ended, however it did: nothing is computed for it, and nothing reported. */
export class CheckEnded extends UnrecoverableError {
  constructor() {
    super('the check has ended');
  }
}

/** The check that the task belongs to, in its round. */
export const roundOf = ({ spec, round }: FleetJob): CheckRound => ({ id: checkId(spec), round });

/** Leaves a check that has ended: children that wait are removed, those that run hear of it and end by themselves. */
export const releaseChildren = async (job: Job, token: string): Promise<null> => {
  await job.removeUnprocessedChildren();
  if (await job.moveToWaitingChildren(token)) throw new WaitingChildrenError();
  return null;
};
