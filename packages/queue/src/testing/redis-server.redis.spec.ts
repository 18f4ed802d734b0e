import { Redis } from 'ioredis';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    expect(existsSync(folder)).toBe(true);
    await server.stop();
    expect(existsSync(folder)).toBe(false);
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
    const configured = await startRedis({ config: { maxmemory: '10mb' } });
    expect(configured.url).not.toBe(shared.url);
    await configured.stop();
    await shared.stop();
  });

  it('ends with the process that started it, however that ends', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gradproof-redis-'));
    const script = `import { startRedis } from '${import.meta.dirname}/redis-server.ts';
      console.log((await startRedis({ folder: '${folder}' })).url); setInterval(() => {}, 1000);`;
    const args = ['--conditions=@gradproof/source', '--input-type=module', '-e', script];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [printed] = (await once(child.stdout, 'data')) as [Buffer];
    const redis = new Redis(printed.toString().trim(), { retryStrategy: null }).on('error', () => {});
    await redis.ping();
    child.kill('SIGKILL');
    await once(redis, 'end'); // the server is gone
    await rm(folder, { recursive: true });
  });

  it('asks for the password that it is configured with', async () => {
    const server = await startRedis({ config: { requirepass: 'p@ss' } });
    expect(server.url).toContain(':p%40ss@');
    expect(await ask(server.url, (redis) => redis.ping())).toBe('PONG');
    await server.stop();
  });

  it('says in one line what is missing', async () => {
    vi.stubEnv('PATH', '/nowhere');
    await expect(startRedis({ own: true })).rejects.toThrow(
      /^The fleet’s tests and demo need redis-server: install Debian’s redis-server or set REDIS_URL\.$/,
    );
  });
});
