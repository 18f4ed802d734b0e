import type { EngineDescription } from '@gradproof/core';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gpuEngineOfFleet } from '../client/gpu-engine-of-fleet.ts';
import type { FleetConnection } from '../client/fleet-connection.ts';
import { keysOf, type Keys } from '../flow/names.ts';
import { startRedis, type TestRedis } from '../testing/redis-server.ts';
import { announce, liveWorkers, withdraw, type WorkerInfo } from './registry.ts';

const cpu: EngineDescription = {
  name: 'cpu',
  device: 'a processor',
  precision: 'float64',
  arithmetic: 'float64-test',
  methods: ['textbook', 'incremental'],
  problems: ['layered', 'function'],
};
const gpu: EngineDescription = {
  name: 'gpu',
  device: 'webasm: software',
  precision: 'float32',
  arithmetic: 'float32-test',
  methods: ['incremental'],
  problems: ['layered'],
  software: true,
  relativeError: 2e-6,
  shardOperations: 2e8,
};
const infoOf = (name: string, engine: EngineDescription): WorkerInfo =>
  ({ name, engine, concurrency: 1, running: [] }) as unknown as WorkerInfo;

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
const engineOfFleet = () => gpuEngineOfFleet({ redis, keys } as FleetConnection);

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

describe('the gpu engine of a fleet', () => {
  it('is what a worker tells of it', async () => {
    await announce(redis, keys, infoOf('c1', cpu));
    await announce(redis, keys, infoOf('g1', gpu));
    expect(await engineOfFleet()).toEqual(gpu);
    for (const name of ['c1', 'g1']) await withdraw(redis, keys, name);
  });

  it('is missing where no worker has one, and the message says who is there and what to start', async () => {
    await expect(engineOfFleet()).rejects.toThrow(
      /^No worker of the gpu engine \(float32\) is there, but no worker at all\. .*start gradproof-worker --engine gpu/,
    );
    await announce(redis, keys, infoOf('c1', cpu));
    await expect(engineOfFleet()).rejects.toThrow(
      'but one worker of the cpu engine, which computes in float64',
    );
    await withdraw(redis, keys, 'c1');
  });
});
