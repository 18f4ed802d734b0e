import { Queue } from 'bullmq';
import { checkQueue, concludeJobId } from '../flow/names.ts';
import { endCheck } from '../records/outcomes.ts';
import { SCHEMA } from '../schemas/check-spec.ts';
import type { FleetConnection } from './fleet-connection.ts';
import { statusOfCheck } from './status.ts';

/**
 * Ends a check: runs that wait are removed, workers stop those under way within a second or two.
 *
 * @param id The check's id.
 * @returns False when it had ended before.
 * @throws FleetError when nothing is known of the check.
 */
export const cancelCheck = async (connection: FleetConnection, id: string): Promise<boolean> => {
  const { submission } = await statusOfCheck(connection, id);
  const { queueOptions } = connection;
  const { spec, round } = submission;
  const isNews = await endCheck(connection, { id, round }, { schema: SCHEMA, state: 'cancelled' });
  const queue = new Queue(checkQueue(spec.arithmetic), queueOptions);
  try {
    const job = await queue.getJob(concludeJobId(id, round));
    await job?.removeUnprocessedChildren();
    await job?.remove().catch(() => {}); // runs under way hold it: it goes with the last of them
  } finally {
    await queue.close();
  }
  return isNews;
};
