import { Redis } from 'ioredis';
import { hostAndPort, withoutCredentials } from './credentials.ts';
import { FleetError } from './fleet-error.ts';
import type { RedisAddress } from './redis-address.ts';
import { redisOptions, type RedisRole } from './redis-options.ts';

/** Options of a connection. */
export interface ConnectOptions {
  /** Called with every error of the connection, without credentials. */
  readonly onTrouble?: ((message: string) => void) | undefined;
  /** Milliseconds that a client waits for the first connection. Default: 5,000. */
  readonly patience?: number | undefined;
}

/** Redis is out of reach for this reason. */
export const outOfReach = (address: RedisAddress, reason: string): FleetError =>
  new FleetError(
    `Redis at ${hostAndPort(address)} is out of reach: ${withoutCredentials(reason, address)}.`,
    { kind: 'reach-redis' },
  );

const refusesUs = (address: RedisAddress, reason: string): FleetError =>
  new FleetError(
    `Redis at ${hostAndPort(address)} refuses the connection: ${withoutCredentials(reason, address)}. ` +
      `Check user, password, database and redis:// or rediss:// in its address.`,
  );

/** Errors that another attempt doesn't change: wrong user, password or database, a certificate that can't be trusted. */
const IS_FINAL =
  /^(WRONGPASS|NOAUTH|NOPERM|ERR (AUTH|DB index|invalid DB|Client sent AUTH))|certificate|invalid password/i;

const reasonOf = (error: Error & { code?: string; errors?: readonly Error[] }): string =>
  (error.message || error.errors?.[0]?.message || error.code || error.name).replace(/\.$/, '');

/** Resolves when the connection is ready. Rejects with FleetError when `patience` milliseconds have passed, or trying again is no use. */
const ready = (redis: Redis, address: RedisAddress, patience: number): Promise<void> =>
  new Promise((resolve, reject) => {
    let reason = `no answer within ${patience / 1000} s`;
    const settle = (end: () => void): void => {
      clearTimeout(timer);
      redis.off('ready', succeed).off('error', note).off('end', giveUp);
      end();
    };
    const succeed = (): void => settle(resolve);
    const giveUp = (): void => settle(() => reject(outOfReach(address, reason)));
    const note = (error: Error): void => {
      reason = reasonOf(error);
      if (IS_FINAL.test(reason)) settle(() => reject(refusesUs(address, reason)));
    };
    const timer = setTimeout(giveUp, patience);
    redis.on('ready', succeed).on('error', note).on('end', giveUp);
  });

/**
 * Connects to Redis.
 *
 * @param role A worker waits for the first connection as long as it takes, a client for `patience` milliseconds.
 * @returns A connection that is ready for commands; the caller ends it.
 * @throws FleetError, without credentials, when Redis is out of reach or refuses the connection.
 */
export const connectRedis = async (
  address: RedisAddress,
  role: RedisRole,
  { onTrouble = () => {}, patience = 10_000 }: ConnectOptions = {},
): Promise<Redis> => {
  const redis = new Redis({ ...redisOptions(address, role), lazyConnect: true });
  redis.on('error', (error: Error) => onTrouble(withoutCredentials(reasonOf(error), address))); // else ioredis prints it
  const isReady = ready(redis, address, role === 'worker' ? 2 ** 31 - 1 : patience);
  redis.connect().catch(() => {}); // it rejects at the first refusal; isReady tells when to give up
  try {
    await isReady;
  } catch (error) {
    redis.disconnect();
    throw error;
  }
  return redis;
};
