import { describe, expect, it } from 'vitest';
import { announce, withdraw } from '../records/registry.ts';
import { connectedRedis } from '../testing/connected-redis.ts';
import { cpuWorker as cpu, gpuWorker as gpu, infoOf } from '../testing/workers.ts';
import type { FleetConnection } from './fleet-connection.ts';
import { gpuEngineOfFleet } from './gpu-engine-of-fleet.ts';

const connected = connectedRedis();
const engineOfFleet = () => gpuEngineOfFleet(connected as FleetConnection);

describe('the gpu engine of a fleet', () => {
  it('is what a worker tells of it', async () => {
    await announce(connected.redis, connected.keys, infoOf('c1', cpu));
    await announce(connected.redis, connected.keys, infoOf('g1', gpu));
    expect(await engineOfFleet()).toEqual(gpu);
    for (const name of ['c1', 'g1']) await withdraw(connected.redis, connected.keys, name);
  });

  it('is missing where no worker has one, and the message says who is there and what to start', async () => {
    await expect(engineOfFleet()).rejects.toMatchObject({
      message: expect.stringMatching(
        /^No worker of the gpu engine \(float32\) is there, but no worker at all\./,
      ) as string,
      remedy: { kind: 'start-worker', engine: 'gpu' },
    });
    await announce(connected.redis, connected.keys, infoOf('c1', cpu));
    await expect(engineOfFleet()).rejects.toThrow(
      'but one worker of the cpu engine, which computes in float64',
    );
    await withdraw(connected.redis, connected.keys, 'c1');
  });
});
