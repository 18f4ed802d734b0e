import { FleetError } from '../connection/fleet-error.ts';
import { canCompute } from '../records/can-compute.ts';
import { outcomeOf } from '../records/outcomes.ts';
import { liveWorkers, type WorkerInfo } from '../records/registry.ts';
import { type CheckSpec, checkSpecSchema } from '../schemas/check-spec.ts';
import { type Outcome, type Submission, submissionSchema } from '../schemas/outcome.ts';
import type { FleetConnection } from './fleet-connection.ts';

/** How far a check has come. */
export interface CheckStatus {
  readonly id: string;
  readonly submission: Submission & { readonly spec: CheckSpec };
  /** Runs that are done. */
  readonly done: number;
  /** How it ended; null while it hasn't. */
  readonly outcome: Outcome | null;
  /** Live workers: those that can take its runs, and those of another arithmetic that can't. */
  readonly workers: readonly WorkerInfo[];
  readonly otherWorkers: readonly WorkerInfo[];
  /** True when there is no heartbeat of a worker and Redis has no memory left: then none can be written. */
  readonly redisIsFull: boolean;
}

/** What was submitted under the id; null when nothing is known of it. */
export const submissionOf = async (
  { redis, keys }: FleetConnection,
  id: string,
): Promise<CheckStatus['submission'] | null> => {
  const text = await redis.get(keys.submission(id));
  if (text === null) return null;
  const submission = submissionSchema.parse(JSON.parse(text));
  return { ...submission, spec: checkSpecSchema.parse(submission.spec) };
};

/** False, too, where the user may not ask. */
const isFull = async ({ redis }: FleetConnection): Promise<boolean> => {
  const info = await redis.info('memory').catch(() => '');
  const bytes = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
  return bytes('maxmemory') > 0 && bytes('used_memory') >= bytes('maxmemory');
};

const statusOf = async (
  connection: FleetConnection,
  id: string,
  submission: CheckStatus['submission'],
): Promise<CheckStatus> => {
  const { redis, keys } = connection;
  const [done, outcome, workers] = await Promise.all([
    redis.scard(keys.done(id)),
    outcomeOf(connection, id),
    liveWorkers(redis, keys),
  ]);
  const fits = (worker: WorkerInfo) => canCompute(worker, submission.spec);
  return {
    id,
    submission,
    done: outcome?.state === 'concluded' ? submission.runs : done, // the last may not be counted yet
    outcome,
    workers: workers.filter(fits),
    otherWorkers: workers.filter((worker) => !fits(worker)),
    redisIsFull: workers.length === 0 && (await isFull(connection)),
  };
};

/**
 * How far the check has come.
 *
 * @param id The check's id.
 * @returns Its submission, progress, outcome, and the live workers.
 * @throws FleetError when nothing is known of it.
 */
export const statusOfCheck = async (connection: FleetConnection, id: string): Promise<CheckStatus> => {
  const submission = await submissionOf(connection, id);
  if (submission) return statusOf(connection, id, submission);
  throw new FleetError(
    `Nothing is known of ${id}: it was never submitted here, its week is over, or Redis has lost its memory. Submit the check again.`,
  );
};

/**
 * The status of every check that is known.
 *
 * @returns The last submitted first.
 */
export const listChecks = async (connection: FleetConnection): Promise<CheckStatus[]> => {
  const { redis, keys } = connection;
  const known: CheckStatus[] = [];
  for (const id of await redis.zrevrange(keys.checks, '0', '-1')) {
    const submission = await submissionOf(connection, id);
    if (submission) known.push(await statusOf(connection, id, submission));
    else await redis.zrem(keys.checks, id);
  }
  return known;
};
