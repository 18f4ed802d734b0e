import { submissionSchema, type Outcome, type Submission } from '../schemas/outcome.ts';
import { checkSpecSchema, type CheckSpec } from '../schemas/check-spec.ts';
import { liveWorkers, type WorkerInfo } from '../worker/registry.ts';
import { FleetError } from '../connection/fleet-error.ts';
import type { FleetConnection } from './fleet-connection.ts';
import { outcomeOf } from './outcomes.ts';

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

/** How far the check has come. Throws FleetError when nothing is known of it. */
export const statusOfCheck = async (connection: FleetConnection, id: string): Promise<CheckStatus> => {
  const { redis, keys } = connection;
  const submission = await submissionOf(connection, id);
  if (submission === null)
    throw new FleetError(
      `Nothing is known of ${id}: it was never submitted here, its week is over, or Redis has lost its memory. Submit the check again.`,
    );
  const [done, outcome, workers] = await Promise.all([
    redis.scard(keys.done(id)),
    outcomeOf(redis, keys, id),
    liveWorkers(redis, keys),
  ]);
  const fits = ({ arithmetic }: WorkerInfo) => arithmetic === submission.spec.arithmetic;
  return {
    id,
    submission,
    done,
    outcome,
    workers: workers.filter(fits),
    otherWorkers: workers.filter((worker) => !fits(worker)),
  };
};

/** Every check that is known, the last submitted first. */
export const listChecks = async (connection: FleetConnection): Promise<CheckStatus[]> => {
  const { redis, keys } = connection;
  const known: CheckStatus[] = [];
  for (const id of await redis.zrevrange(keys.checks, '0', '-1')) {
    if (await submissionOf(connection, id)) known.push(await statusOfCheck(connection, id));
    else await redis.zrem(keys.checks, id);
  }
  return known;
};
