import { setTimeout as pause } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { FleetError } from '../connection/fleet-error.ts';
import { outOfReach } from '../connection/connect.ts';
import { checkQueue } from '../flow/names.ts';
import type { Outcome } from '../schemas/outcome.ts';
import type { FleetConnection } from './fleet-connection.ts';
import { statusOfCheck, type CheckStatus } from './status.ts';

/** How a waiter is told. */
export interface WaitOptions {
  readonly signal?: AbortSignal;
  /** Told of every look at the check. */
  readonly onStatus?: (status: CheckStatus) => void;
  /** Told once each time Redis has become unreachable. */
  readonly onOutage?: (reason: string) => void;
  /** How long Redis may be out of reach, in seconds. */
  readonly patience?: number;
}

const LOOK_MILLISECONDS = 200;
const PATIENCE_SECONDS = 120;
/** A check that has no outcome must have a job; one is missing for a moment while it is being submitted or ends. */
const LOST_LOOKS = 15;

/** Waits until the check has ended, through outages of Redis. Throws FleetError when Redis stays away or has lost it, and the signal's reason. */
export const waitForCheck = async (
  connection: FleetConnection,
  id: string,
  { signal, onStatus, onOutage, patience = PATIENCE_SECONDS }: WaitOptions = {},
): Promise<Outcome> => {
  let queue: Queue | null = null;
  let outage: number | null = null;
  let jobless = 0;

  const look = async (): Promise<Outcome | null> => {
    const status = await statusOfCheck(connection, id);
    outage = null;
    onStatus?.(status);
    if (status.outcome) return status.outcome;
    queue ??= new Queue(checkQueue(status.submission.spec.arithmetic), connection.queueOptions);
    queue.on('error', () => {}); // its commands' own failures are heard below
    jobless = (await queue.getJob(id)) ? 0 : jobless + 1;
    if (jobless < LOST_LOOKS) return null;
    throw new FleetError(`Redis no longer has the jobs of ${id}. Submit the check again.`);
  };

  const endure = (error: Error): void => {
    if (error instanceof FleetError || error.name === 'ZodError') throw error;
    if (outage === null) onOutage?.(error.message);
    outage ??= performance.now();
    if (performance.now() - outage > patience * 1000) throw outOfReach(connection.address, error.message);
  };

  try {
    for (;;) {
      const outcome = await look().catch((error: Error) => (endure(error), null));
      if (outcome) return outcome;
      await pause(LOOK_MILLISECONDS, undefined, signal ? { signal } : {});
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    await (queue as Queue | null)?.close().catch(() => {});
  }
};
