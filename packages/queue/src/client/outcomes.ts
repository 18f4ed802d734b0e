import type { Redis } from 'ioredis';
import { z } from 'zod';
import { FleetError } from '../connection/fleet-error.ts';
import type { Keys } from '../flow/names.ts';
import { SCHEMA } from '../schemas/check-spec.ts';
import { outcomeSchema, type Failure, type Outcome } from '../schemas/outcome.ts';
import { SignatureError, type Signer } from '../signing/signer.ts';

/** How long what a check left is kept: a week, in seconds. */
export const KEPT_SECONDS = 7 * 24 * 3600;

/** Where outcomes lie, and who vouches for them. */
export interface Outcomes {
  readonly redis: Redis;
  readonly keys: Keys;
  readonly signer: Signer;
}

/** What lies in Redis: the outcome and whose it is, signed as one. */
const recordSchema = z.strictObject({ check: z.string(), outcome: outcomeSchema });

/** Writes how a check ended, unless that is known already; tells whether it was news. */
export const endCheck = async (
  { redis, keys, signer }: Outcomes,
  id: string,
  outcome: Outcome,
): Promise<boolean> => {
  const record = JSON.stringify(signer.sign('result', { check: id, outcome }));
  return (await redis.set(keys.outcome(id), record, 'EX', KEPT_SECONDS, 'NX')) === 'OK';
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
    `What Redis has under the outcome of ${id} is none of this version’s. Submit with the same version of gradproof everywhere.`,
  );
};
