import { existsSync } from 'node:fs';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startRedis } from './redis-server.ts';

const ask = async <T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T> => {
  const redis = new Redis(url);
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
};

afterEach(() => void vi.unstubAllEnvs());

describe('a Redis for tests', () => {
  it('with an append-only file keeps everything through kill −9', async () => {
    const server = await startRedis({ appendonly: true });
    await ask(server.url, (redis) => redis.set('a', '1'));
    await server.kill9();
    await server.restart();
    expect(await ask(server.url, (redis) => redis.get('a'))).toBe('1');
    await server.stop();
  });

  it('without one comes back empty', async () => {
    const server = await startRedis({ own: true });
    await ask(server.url, (redis) => redis.set('a', '1'));
    await server.restart();
    expect(await ask(server.url, (redis) => redis.get('a'))).toBeNull();
    await server.stop();
  });

  it('leaves neither process nor folder behind', async () => {
    const server = await startRedis({ own: true });
    const [, folder] = await ask(
      server.url,
      (redis) => redis.config('GET', 'dir') as Promise<[string, string]>,
    );
    expect(existsSync(folder!)).toBe(true);
    await server.stop();
    expect(existsSync(folder!)).toBe(false);
    const late = new Redis(server.url, { retryStrategy: null, lazyConnect: true }).on('error', () => {});
    await expect(late.connect()).rejects.toThrow();
  });

  it('is REDIS_URL’s where a shared one is enough, and is cleared of the test’s keys alone', async () => {
    const shared = await startRedis({ own: true });
    vi.stubEnv('REDIS_URL', shared.url);
    const server = await startRedis();
    expect(server.url).toBe(shared.url);
    await ask(shared.url, (redis) => redis.mset({ [`${server.prefix}:a`]: 1, other: 2 }));
    await expect(server.kill9()).rejects.toThrow(/own: true/);
    await server.stop();
    expect(await ask(shared.url, (redis) => redis.keys('*'))).toEqual(['other']);
    const own = await startRedis({ config: { maxmemory: '10mb' } });
    expect(own.url).not.toBe(shared.url);
    await own.stop();
    await shared.stop();
  });

  it('says in one line what is missing', async () => {
    vi.stubEnv('PATH', '/nowhere');
    await expect(startRedis({ own: true })).rejects.toThrow(
      /^Tests of the fleet need redis-server: install Debian’s redis-server or set REDIS_URL\.$/,
    );
  });
});
