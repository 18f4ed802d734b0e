import type { EngineDescription } from '@gradproof/core/fleet';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Keys, keysOf } from '../flow/names.ts';
import { startRedis, type TestRedis } from '../testing/redis-server.ts';
import { cpuWorker as cpu, gpuWorker as gpu, infoOf } from '../testing/workers.ts';
import { announce, liveWorkers, withdraw } from './registry.ts';

let server: TestRedis;
let redis: Redis;
let keys: Keys;
beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.url);
  keys = keysOf(server.prefix);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

describe('workers', () => {
  it('are listed with all that their engines say, until they are gone', async () => {
    await announce(redis, keys, infoOf('c1', cpu));
    await announce(redis, keys, infoOf('g1', gpu));
    expect((await liveWorkers(redis, keys)).map(({ engine }) => engine)).toEqual([cpu, gpu]);
    await withdraw(redis, keys, 'g1');
    expect((await liveWorkers(redis, keys)).map(({ name }) => name)).toEqual(['c1']);
    await withdraw(redis, keys, 'c1');
  });

  it.each([
    ['what is no JSON', 'hello'],
    ['keys that none of ours writes', { ...infoOf('x', gpu), path: '/etc/passwd' }],
    ['an engine of other keys', infoOf('x', { ...gpu, code: '1' } as EngineDescription)],
    ['an arithmetic that would name another queue', infoOf('x', { ...gpu, arithmetic: 'a:b' })],
    ['an arithmetic without end', infoOf('x', { ...gpu, arithmetic: 'a'.repeat(201) })],
    ['a threshold that everything passes', infoOf('x', { ...gpu, relativeError: 1e9 })],
    ['shards of no work', infoOf('x', { ...gpu, shardOperations: 0 })],
    ['an engine that nobody has', infoOf('x', { ...gpu, name: 'abacus' })],
  ])('are none that tell %s', async (_, told) => {
    await announce(redis, keys, { ...infoOf('x', gpu) });
    await redis.hset(keys.workerInfo, 'x', typeof told === 'string' ? told : JSON.stringify(told));
    expect(await liveWorkers(redis, keys)).toEqual([]);
    await withdraw(redis, keys, 'x');
  });
});
