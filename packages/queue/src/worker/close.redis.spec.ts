import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { redisAddressOf } from '../connection/redis-address.ts';
import { keysOf } from '../flow/names.ts';
import { createSigner } from '../signing/signer.ts';
import { startRedis, type TestRedis } from '../testing/redis-server.ts';
import { type FleetWorker, startFleetWorker } from './fleet-worker.ts';

let redis: TestRedis;
let look: Redis;
beforeEach(async () => {
  redis = await startRedis({ own: true }); // it is paused
  look = new Redis(redis.url);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(async () => {
  vi.useRealTimers();
  look.disconnect();
  await redis.stop();
});

const idle = () => Promise.reject(new Error('not asked for'));

const start = (): Promise<FleetWorker> =>
  startFleetWorker({
    address: redisAddressOf(redis.url, {}),
    prefix: redis.prefix,
    name: 'w1',
    concurrency: 1,
    engine: {
      name: 'cpu',
      device: 'here',
      precision: 'float64',
      arithmetic: 'float64-test',
      methods: ['textbook'],
      problems: ['layered'],
    },
    compute: { baseline: idle, run: idle, conclude: idle },
    signer: createSigner(undefined),
    events: { onJob: () => {}, onStalled: () => {}, onError: () => {} },
  });

it('a worker that ends is off the list, also when it was just giving a sign of life to a slow Redis', async () => {
  const { workers, workerInfo } = keysOf(redis.prefix);
  const worker = await start();
  await vi.waitUntil(() => look.exists(workerInfo), { interval: 5, timeout: 30_000 });
  await look.client('PAUSE', 500, 'ALL');
  vi.advanceTimersByTime(1000);
  await worker.close(0);
  expect(await look.exists(workers, workerInfo)).toBe(0);
});
