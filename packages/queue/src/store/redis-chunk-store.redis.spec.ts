import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRedis, type TestRedis } from '../testing/redis-server.ts';
import { SUITE_SECONDS, testChunkStore } from '../testing/test-chunk-store.ts';
import { CHUNK_BYTES } from './chunk-store.ts';
import { createRedisChunkStore } from './redis-chunk-store.ts';
import { sha256 } from './sha256.ts';

let server: TestRedis;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());

testChunkStore('Redis', () => {
  const redis = new Redis(server.url);
  const key = (hash: string) => `${server.prefix}:chunk:${hash}`;
  const store = createRedisChunkStore(redis, { prefix: server.prefix, timeToLive: SUITE_SECONDS });
  return Promise.resolve({
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
  });
});

describe('keys of the store', () => {
  it('are dropped by Redis itself when their time has passed', async () => {
    const redis = new Redis(server.url);
    const store = createRedisChunkStore(redis, { prefix: server.prefix, timeToLive: 3_600 });
    const hash = sha256('x');
    await store.put(hash, Buffer.from('x'));
    expect(await redis.ttl(`${server.prefix}:chunk:${hash}`)).toBe(3_600);
    await store.purge(0);
    redis.disconnect();
  });

  it('alone are purged, whatever characters the prefix has', async () => {
    const redis = new Redis(server.url);
    const prefix = `${server.prefix}[a]*?`;
    const store = createRedisChunkStore(redis, { prefix, timeToLive: 100 });
    const others = [`${server.prefix}:job`, `${server.prefix}ax?:chunk:1`, `${prefix}:chunks`];
    await redis.mset(Object.fromEntries(others.map((key) => [key, 'kept'])));
    await store.put(sha256('x'), Buffer.from('x'));
    expect(await store.purge(0)).toEqual({ chunks: 1, bytes: 1 });
    expect(await redis.mget(others)).toEqual(['kept', 'kept', 'kept']);
    await redis.unlink(others);
    redis.disconnect();
  });
});

describe('a Redis that can’t serve', () => {
  it('is full when its memory is used up, and serves again after a purge', async () => {
    const small = await startRedis({ config: { maxmemory: '20mb' } });
    const redis = new Redis(small.url);
    const store = createRedisChunkStore(redis, { timeToLive: 100 });
    const chunks = Array.from({ length: 6 }, (_, digit) => new Uint8Array(CHUNK_BYTES).fill(digit));
    const putAll = async () => {
      for (const chunk of chunks) await store.put(sha256(chunk), chunk);
    };
    await expect(putAll()).rejects.toMatchObject({
      name: 'StoreError',
      kind: 'full',
      repeats: false,
      message: expect.stringContaining('purge what is no longer used') as string,
    });
    expect((await store.has([sha256(chunks[0]!)]))[0]).toBe(true);
    expect((await store.purge(0)).chunks).toBeGreaterThan(1);
    await store.put(sha256(chunks[5]!), chunks[5]!);
    redis.disconnect();
    await small.stop();
  });

  it('is unreachable when it is gone, and its error carries neither chunk nor password', async () => {
    const gone = await startRedis({ own: true });
    const redis = new Redis(gone.url, { maxRetriesPerRequest: 0, retryStrategy: () => 20 }).on(
      'error',
      () => {},
    );
    const store = createRedisChunkStore(redis, { timeToLive: 100 });
    await redis.ping();
    await gone.kill9();
    const error = await store.put(sha256('x'), Buffer.from('x')).catch((caught: Error) => caught);
    expect(error).toMatchObject({ name: 'StoreError', kind: 'unreachable', repeats: false });
    expect(error).not.toHaveProperty('command');
    expect(error).not.toHaveProperty('cause');
    await expect(store.has([sha256('x')])).rejects.toMatchObject({ kind: 'unreachable' });
    await expect(store.get(sha256('x'))).rejects.toMatchObject({ kind: 'unreachable' });
    await expect(store.purge(0)).rejects.toMatchObject({ kind: 'unreachable' });
    redis.disconnect();
    await gone.stop();
  });
});
