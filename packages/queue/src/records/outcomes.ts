import type { Redis } from 'ioredis';
import { z } from 'zod';
import { FleetError } from '../connection/fleet-error.ts';
import type { Keys } from '../flow/names.ts';
import { SCHEMA } from '../schemas/check-spec.ts';
import { type Failure, type Outcome, outcomeSchema, submissionSchema } from '../schemas/outcome.ts';
import { SignatureError, type Signer } from '../signing/signer.ts';

/** How long a check's records and its problem are kept: a week, in seconds. */
export const KEPT_SECONDS = 7 * 24 * 3600;

/** Where outcomes are kept, and who signs them. */
export interface Outcomes {
  readonly redis: Redis;
  readonly keys: Keys;
  readonly signer: Signer;
}

/** The record in Redis: the outcome with the id of its check, signed as one. */
const recordSchema = z.strictObject({ check: z.string(), outcome: outcomeSchema });

/** A check in one of its rounds: one that failed or was cancelled begins a new one when it is submitted again. */
export interface CheckRound {
  readonly id: string;
  readonly round: string;
}

/** Jobs of an earlier round, or of a check that was purged, change nothing. */
const IF_THIS_ROUND = `
local submission = redis.call('GET', KEYS[1])
if not submission or cjson.decode(submission).round ~= ARGV[1] then return 0 end
redis.call('EXPIRE', KEYS[1], ARGV[2])`;

const END = `${IF_THIS_ROUND}
return redis.call('SET', KEYS[2], ARGV[3], 'EX', ARGV[2], 'NX') and 1 or 0`;

const COUNT = `${IF_THIS_ROUND}
redis.call('SADD', KEYS[2], unpack(ARGV, 3))
redis.call('EXPIRE', KEYS[2], ARGV[2])
return 1`;

/** Writes the outcome of a check, unless it has one or the round is over. True when it was written. */
export const endCheck = async (
  { redis, keys, signer }: Outcomes,
  { id, round }: CheckRound,
  outcome: Outcome,
): Promise<boolean> => {
  const text = JSON.stringify(signer.sign('result', { check: id, outcome }));
  return (await redis.eval(END, 2, keys.submission(id), keys.outcome(id), round, KEPT_SECONDS, text)) === 1;
};

/** Counts the runs that begin at `starts`, a few thousand at most, as done. */
export const countDone = async (
  { redis, keys }: Omit<Outcomes, 'signer'>,
  { id, round }: CheckRound,
  starts: readonly number[],
): Promise<void> => {
  await redis.eval(COUNT, 2, keys.submission(id), keys.done(id), round, KEPT_SECONDS, ...starts);
};

/** An outcome that says why it failed. */
export const failed = ({ kind, message }: Failure): Outcome => ({
  schema: SCHEMA,
  state: 'failed',
  failure: { kind, message },
});

/** How the check ended; null while it hasn't. Throws FleetError for what isn't an outcome of this check, of this version, signed where we sign. */
export const outcomeOf = async ({ redis, keys, signer }: Outcomes, id: string): Promise<Outcome | null> => {
  const text = await redis.get(keys.outcome(id));
  if (text === null) return null;
  try {
    const { check, outcome } = recordSchema.parse(
      signer.verify('result', Object(JSON.parse(text)) as object),
    );
    if (check === id) return outcome;
  } catch (error) {
    if (error instanceof SignatureError)
      throw new FleetError(`The outcome of ${id} can’t be trusted. ${error.message}`);
  }
  throw new FleetError(
    `What Redis has under the outcome of ${id} isn’t in this version’s format. Submit with the same version of gradproof everywhere.`,
  );
};

/** True when nothing more is to be done for the round: the check has ended, began anew, or is forgotten. */
export const isOver = async (
  { redis, keys }: Omit<Outcomes, 'signer'>,
  { id, round }: CheckRound,
): Promise<boolean> => {
  const [submission, outcome] = await redis.mget(keys.submission(id), keys.outcome(id));
  if (outcome || !submission) return true;
  return submissionSchema.parse(JSON.parse(submission)).round !== round;
};
