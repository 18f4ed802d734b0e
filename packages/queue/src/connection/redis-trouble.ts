import { outOfReach } from './connect.ts';
import { withoutCredentials } from './credentials.ts';
import { FleetError } from './fleet-error.ts';
import type { RedisAddress } from './redis-address.ts';

/** The message for a Redis without memory. */
export const REDIS_IS_FULL = 'Redis is out of memory: raise its maxmemory, or purge what is no longer used.';

/** The codes and names of a connection that is lost. */
const LOST = /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|MaxRetriesPerRequestError|Connection is closed)/;

type RedisError = Error & { readonly code?: string; readonly previousErrors?: readonly Error[] };

/**
 * Classifies an error of a command to Redis.
 *
 * @param error Anything thrown.
 * @param address Whose credentials the message must not have.
 * @returns A FleetError that says what is wrong; any other error as it is.
 */
export const redisTrouble = (error: unknown, address: RedisAddress): unknown => {
  if (!(error instanceof Error)) return error;
  const { name, code = '', previousErrors = [] } = error as RedisError;
  const message = previousErrors[0]?.message ?? error.message; // the first of a transaction says why
  if (name === 'ReplyError')
    return new FleetError(
      /^OOM\b/.test(message) ? REDIS_IS_FULL : `Redis refuses: ${withoutCredentials(message, address)}`,
    );
  if ([name, code, message].some((text) => LOST.test(text))) return outOfReach(address, message);
  return error;
};
