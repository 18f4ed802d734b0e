import type { EngineDescription } from '@gradproof/core/fleet';
import { describe, expect, it } from 'vitest';
import { connectedRedis } from '../testing/connected-redis.ts';
import { cpuWorker as cpu, gpuWorker as gpu, infoOf } from '../testing/workers.ts';
import { announce, liveWorkers, withdraw } from './registry.ts';

const connected = connectedRedis();

describe('workers', () => {
  it('are listed with all that their engines say, until they are gone', async () => {
    await announce(connected.redis, connected.keys, infoOf('c1', cpu));
    await announce(connected.redis, connected.keys, infoOf('g1', gpu));
    expect((await liveWorkers(connected.redis, connected.keys)).map(({ engine }) => engine)).toEqual([
      cpu,
      gpu,
    ]);
    await withdraw(connected.redis, connected.keys, 'g1');
    expect((await liveWorkers(connected.redis, connected.keys)).map(({ name }) => name)).toEqual(['c1']);
    await withdraw(connected.redis, connected.keys, 'c1');
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
    await announce(connected.redis, connected.keys, { ...infoOf('x', gpu) });
    await connected.redis.hset(
      connected.keys.workerInfo,
      'x',
      typeof told === 'string' ? told : JSON.stringify(told),
    );
    expect(await liveWorkers(connected.redis, connected.keys)).toEqual([]);
    await withdraw(connected.redis, connected.keys, 'x');
  });
});
