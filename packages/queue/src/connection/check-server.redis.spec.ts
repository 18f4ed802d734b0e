import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startRedis, type TestRedis } from '../testing/redis-server.ts';
import { checkServer } from './check-server.ts';

let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  server = await startRedis({ appendonly: true });
  redis = new Redis(server.url);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

it('has nothing to say of a server that keeps what it is given', async () => {
  expect(await checkServer(redis)).toEqual([]);
});

it('warns of eviction', async () => {
  await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
  expect(await checkServer(redis)).toEqual([
    expect.stringMatching(/allkeys-lru.*drops jobs.*Set maxmemory-policy noeviction/),
  ]);
  await redis.config('SET', 'maxmemory-policy', 'noeviction');
});

it('warns of snapshots, and more of no persistence', async () => {
  await redis.config('SET', 'appendonly', 'no');
  expect(await checkServer(redis)).toEqual([expect.stringMatching(/persists nothing.*Set appendonly yes/)]);
  await redis.config('SET', 'save', '3600 1');
  expect(await checkServer(redis)).toEqual([expect.stringMatching(/snapshots alone.*Set appendonly yes/)]);
  await redis.config('SET', 'appendonly', 'yes');
});

it('says that it can’t tell where INFO and CONFIG are forbidden', async () => {
  await redis.acl('SETUSER', 'limited', 'on', '>password', '~*', '+@all', '-config', '-info');
  const limited = new Redis(server.port, {
    username: 'limited',
    password: 'password',
    enableReadyCheck: false,
  });
  const warnings = await checkServer(limited);
  limited.disconnect();
  expect(warnings).toEqual([
    expect.stringMatching(/Can’t tell which version/),
    expect.stringMatching(/Can’t tell.*maxmemory-policy/),
    expect.stringMatching(/Can’t tell whether Redis persists/),
  ]);
});

it.each([
  ['5.0.14', /Redis is 5\.0\.14: the fleet needs 6\.2 or newer/],
  ['6.0.16', /6\.0\.16/],
])('warns of version %s', async (version, warning) => {
  const old = Object.assign(Object.create(redis) as Redis, {
    info: () => Promise.resolve(`redis_version:${version}\r\n`),
  });
  expect(await checkServer(old)).toEqual([expect.stringMatching(warning)]);
});
