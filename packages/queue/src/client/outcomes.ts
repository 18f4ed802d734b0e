import type { Redis } from 'ioredis';
import type { Keys } from '../flow/names.ts';
import { outcomeSchema, type Failure, type Outcome } from '../schemas/outcome.ts';
import { SCHEMA } from '../schemas/check-spec.ts';

/** How long what a check left is kept: a week, in seconds. */
export const KEPT_SECONDS = 7 * 24 * 3600;

/** Writes how a check ended, unless that is known already; tells whether it was news. */
export const endCheck = async (redis: Redis, keys: Keys, id: string, outcome: Outcome): Promise<boolean> =>
  (await redis.set(keys.outcome(id), JSON.stringify(outcome), 'EX', KEPT_SECONDS, 'NX')) === 'OK';

/** An outcome that says why it failed. */
export const failed = ({ kind, message }: Failure): Outcome => ({
  schema: SCHEMA,
  state: 'failed',
  failure: { kind, message },
});

/** How the check ended; null while it hasn't. Throws for what isn't an outcome of this version. */
export const outcomeOf = async (redis: Redis, keys: Keys, id: string): Promise<Outcome | null> => {
  const text = await redis.get(keys.outcome(id));
  return text === null ? null : outcomeSchema.parse(JSON.parse(text));
};
