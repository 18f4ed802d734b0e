import type { RedisOptions } from 'ioredis';
import { isIP } from 'node:net';
import type { RedisAddress } from './redis-address.ts';

/** A client asks and wants an answer in some seconds; a worker waits until Redis is back. */
export type RedisRole = 'client' | 'worker';

/** Milliseconds that one attempt to connect may take. */
const CONNECT_TIMEOUT = 5_000;
/** Milliseconds between attempts to connect grow to no more than this, so that workers resume soon after an outage. */
const MOST_DELAY = 2_000;
/** A client's command fails after this many lost or refused connections: about 9 s. */
const CLIENT_RETRIES = 8;

/** Milliseconds before the attempt number `times`, from 1: 100, 200, 400, …, at most 2 s. */
export const retryDelay = (times: number): number => Math.min(100 * 2 ** Math.min(times - 1, 10), MOST_DELAY);

/** What ioredis is created with; BullMQ takes it too. A worker's commands wait for Redis without end, as BullMQ wants it. */
export const redisOptions = ({ host, port, tls, username, password, db }: RedisAddress, role: RedisRole) =>
  ({
    host,
    port,
    db,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: isIP(host) === 0 ? { servername: host } : {} } : {}),
    connectTimeout: CONNECT_TIMEOUT,
    maxRetriesPerRequest: role === 'worker' ? null : CLIENT_RETRIES,
    retryStrategy: retryDelay,
  }) satisfies RedisOptions;
