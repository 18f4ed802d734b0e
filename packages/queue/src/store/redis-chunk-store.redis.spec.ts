import { Redis } from 'ioredis';
import { afterAll, beforeAll } from 'vitest';
import { startRedis, type TestRedis } from '../testing/redis-server.ts';
import { SUITE_SECONDS, testChunkStore } from '../testing/test-chunk-store.ts';
import { createRedisChunkStore } from './redis-chunk-store.ts';

let server: TestRedis;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());

testChunkStore('Redis', async () => {
  const redis = new Redis(server.url);
  const key = (hash: string) => `${server.prefix}:chunk:${hash}`;
  const store = createRedisChunkStore(redis, { prefix: server.prefix, timeToLive: SUITE_SECONDS });
  return {
    store,
    age: async (hash, seconds) => {
      await redis.pexpire(key(hash), (await redis.pttl(key(hash))) - 1_000 * seconds);
    },
    damage: async (hash, bytes) => {
      await redis.set(key(hash), Buffer.from(bytes), 'EX', SUITE_SECONDS);
    },
    stop: async () => {
      await store.purge(0);
      await store.close();
      await redis.quit();
    },
  };
});
