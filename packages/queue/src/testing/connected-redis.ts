import { Redis } from 'ioredis';
import { beforeAll } from 'vitest';
import { type Keys, keysOf } from '../flow/names.ts';
import { startRedis } from './redis-server.ts';

/** A connection to a Redis, and the keys of a fleet there. */
export interface ConnectedRedis {
  readonly redis: Redis;
  readonly keys: Keys;
}

/** A connection for the specs of a file, there as long as they run: its members may be read within them alone. */
export const connectedRedis = (): ConnectedRedis => {
  const connected = {} as { redis: Redis; keys: Keys };
  beforeAll(async () => {
    const server = await startRedis();
    connected.redis = new Redis(server.url);
    connected.keys = keysOf(server.prefix);
    return async () => {
      connected.redis.disconnect();
      await server.stop();
    };
  });
  return connected;
};
