import { Redis } from 'ioredis';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startRedis, type TestRedis } from '../testing/redis-server.ts';
import { connectRedis, outOfReach } from './connect.ts';
import { redisAddressOf } from './redis-address.ts';
import { redisOptions, retryDelay } from './redis-options.ts';

const PASSWORD = 's3cr:et/@x';
const USER = 'alice.w';
let server: TestRedis;
let connections: Redis[] = [];

const connect = async (
  url: string,
  options: Parameters<typeof connectRedis>[2] = {},
  role: 'client' | 'worker' = 'client',
) => {
  const redis = await connectRedis(redisAddressOf(url, {}), role, options);
  connections.push(redis);
  return redis;
};

beforeAll(async () => {
  server = await startRedis({ own: true });
  const admin = new Redis(server.url);
  await admin.acl('SETUSER', USER, 'on', `>${PASSWORD}`, '~*', '+@all');
  admin.disconnect();
});
afterAll(() => server.stop());
afterEach(() => {
  for (const redis of connections) redis.disconnect();
  connections = [];
});

describe('a connection to Redis', () => {
  it('is ready, with an ACL user and a database', async () => {
    const redis = await connect(`redis://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${server.port}/3`);
    expect(await redis.ping()).toBe('PONG');
    expect(await redis.acl('WHOAMI')).toBe(USER);
    expect(await redis.client('INFO')).toContain('db=3');
  });

  it.each([
    [
      'a wrong password',
      (port: number) => `redis://${USER}:${encodeURIComponent(`${PASSWORD}!`)}@127.0.0.1:${port}`,
      /WRONGPASS/,
    ],
    [
      'a database that there is not',
      (port: number) => `redis://127.0.0.1:${port}/99`,
      /DB index is out of range/,
    ],
  ])('with %s fails at once, for clients and workers, without saying it', async (_, url, reason) => {
    for (const role of ['client', 'worker'] as const) {
      const heard: string[] = [];
      const error = await connect(
        url(server.port),
        { onTrouble: (message) => heard.push(message) },
        role,
      ).catch((caught: Error) => caught);
      const said = JSON.stringify([(error as Error).message, heard, error]);
      expect(error).toMatchObject({ name: 'FleetError', message: expect.stringMatching(reason) as string });
      expect((error as Error).message).toMatch(
        /^Redis at 127\.0\.0\.1:\d+ refuses the connection: .* Check user, password, database/,
      );
      expect(said).not.toMatch(/s3cr|alice/);
    }
  });

  it('fails after the client’s patience where nobody listens, and prints nothing of its own', async () => {
    const printed = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')];
    const began = performance.now();
    await expect(connect('redis://127.0.0.1:1', { patience: 300 })).rejects.toMatchObject({
      name: 'FleetError',
      message: 'Redis at 127.0.0.1:1 is out of reach: connect ECONNREFUSED 127.0.0.1:1.',
      remedy: { kind: 'reach-redis' },
    });
    expect(performance.now() - began).toBeLessThan(10_000); // which is what it waits without being told
    for (const spy of printed) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });

  it('fails after the client’s patience where somebody listens and says nothing', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket));
    const port = await listening(silent);
    await expect(connect(`redis://127.0.0.1:${port}`, { patience: 300 })).rejects.toThrow(
      /no answer within 0.3 s/,
    );
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('waits for Redis to come, and to come back', async () => {
    await server.kill9();
    const waiting = connect(server.url, {}, 'worker');
    const [redis] = await Promise.all([waiting, server.restart()]);
    await server.kill9();
    const asked = redis.ping();
    await server.restart();
    expect(await asked).toBe('PONG');
  });

  it('fails a client’s command when Redis doesn’t come back', async () => {
    const redis = await connect(server.url);
    redis.options.maxRetriesPerRequest = 2; // not 8: the test needs no patience
    await server.kill9();
    await expect(redis.get('x')).rejects.toThrow();
    await server.restart();
  });
});

const listening = (listener: Server): Promise<number> =>
  new Promise((resolve) =>
    listener.listen(0, '127.0.0.1', () => resolve((listener.address() as { port: number }).port)),
  );

describe('the options of a connection', () => {
  it('let a worker’s commands wait without end, and a client’s some seconds', () => {
    const address = redisAddressOf(undefined, {});
    expect(redisOptions(address, 'worker').maxRetriesPerRequest).toBeNull();
    const { maxRetriesPerRequest } = redisOptions(address, 'client');
    const waited = Array.from({ length: maxRetriesPerRequest! }, (_, i) => retryDelay(i + 1)).reduce(
      (a, b) => a + b,
    );
    expect(waited).toBe(9_100);
  });

  it('try again after at most 2 s, however long the outage', () => {
    expect([1, 2, 5, 6, 1_000, 1e9].map(retryDelay)).toEqual([100, 200, 1_600, 2_000, 2_000, 2_000]);
  });

  it('verify the certificate of rediss:// for its host', () => {
    expect(redisOptions(redisAddressOf('rediss://cache', {}), 'client')).toMatchObject({
      tls: { servername: 'cache' },
    });
    expect(redisOptions(redisAddressOf('rediss://10.0.0.1', {}), 'client')).toMatchObject({ tls: {} });
    expect(redisOptions(redisAddressOf('redis://cache', {}), 'client')).not.toHaveProperty('tls');
  });
});

it('a reason is told without credentials', () => {
  const address = redisAddressOf('redis://u5er:hunter2@cache', {});
  expect(outOfReach(address, 'AUTH u5er hunter2 failed').message).toContain(': AUTH *** *** failed.');
});
