import { Queue } from 'bullmq';
import { setTimeout as pause } from 'node:timers/promises';
import { outOfReach } from '../connection/connect.ts';
import { FleetError } from '../connection/fleet-error.ts';
import { checkQueue, concludeJobId } from '../flow/names.ts';
import type { CheckSpec } from '../schemas/check-spec.ts';
import type { Outcome } from '../schemas/outcome.ts';
import type { FleetConnection } from './fleet-connection.ts';
import { type CheckStatus, statusOfCheck } from './status.ts';

/** Options of waiting. */
export interface WaitOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with every status that is read. */
  readonly onStatus?: ((status: CheckStatus) => void) | undefined;
  /** Called once each time Redis becomes unreachable. */
  readonly onOutage?: ((reason: string) => void) | undefined;
  /** How long Redis may be out of reach, in seconds. */
  readonly patience?: number | undefined;
}

/** Polling interval, milliseconds: short at first, for small checks, and doubled each time. */
const FIRST_INTERVAL = 20;
const LONGEST_INTERVAL = 250;
const PATIENCE_SECONDS = 120;
/** A check that has no outcome must have a job; one is missing for a moment while it is being submitted or ends. */
const LOST_MILLISECONDS = 3000;

const openQuietly = ({ queueOptions }: FleetConnection, { arithmetic }: CheckSpec): Queue => {
  const queue = new Queue(checkQueue(arithmetic), queueOptions);
  queue.on('error', () => {}); // a command's failure rejects the command itself
  return queue;
};

/**
 * Waits until the check has ended, through outages of Redis.
 *
 * @param id The check's id.
 * @returns Its outcome: a report, a failure, or that it was cancelled.
 * @throws FleetError when Redis is out of reach for longer than `patience`, or has lost the check; the signal's reason when it aborts.
 */
export const waitForCheck = async (
  connection: FleetConnection,
  id: string,
  { signal, onStatus, onOutage, patience = PATIENCE_SECONDS }: WaitOptions = {},
): Promise<Outcome> => {
  let queue: Queue | null = null;
  let outage: number | null = null;
  let joblessSince: number | null = null;

  const poll = async (): Promise<Outcome | null> => {
    const status = await statusOfCheck(connection, id);
    outage = null;
    onStatus?.(status);
    if (status.outcome) return status.outcome;
    const { spec, round } = status.submission;
    queue ??= openQuietly(connection, spec);
    const isThere = (await queue.getJob(concludeJobId(id, round))) !== undefined;
    joblessSince = isThere ? null : (joblessSince ?? performance.now());
    if (joblessSince === null || performance.now() - joblessSince < LOST_MILLISECONDS) return null;
    throw new FleetError(`Redis no longer has the jobs of ${id}. Submit the check again.`);
  };

  const tolerate = (error: Error): void => {
    if (error instanceof FleetError || error.name === 'ZodError') throw error;
    if (outage === null) onOutage?.(error.message);
    outage ??= performance.now();
    if (performance.now() - outage > patience * 1000) throw outOfReach(connection.address, error.message);
  };

  try {
    for (let interval = FIRST_INTERVAL; ; interval = Math.min(2 * interval, LONGEST_INTERVAL)) {
      const outcome = await poll().catch((error: Error) => (tolerate(error), null));
      if (outcome) return outcome;
      await pause(interval, undefined, signal ? { signal } : {});
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    await (queue as Queue | null)?.close().catch(() => {});
  }
};
