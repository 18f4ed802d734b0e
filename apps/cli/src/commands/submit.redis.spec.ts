import type { EngineDescription } from '@gradproof/core/engine';
import { announceWorker, startRedis, type TestRedis } from '@gradproof/queue/testing';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCaptured } from '../testing/run-captured.ts';

const problem = fileURLToPath(new URL('../../../../examples/breast-cancer', import.meta.url));

const gpu: EngineDescription = {
  name: 'gpu',
  device: 'webgpu: maker, GPU 1',
  precision: 'float32',
  arithmetic: 'float32-gpu-1',
  methods: ['incremental'],
  problems: ['layered'],
  software: false,
  relativeError: 2e-6,
  shardOperations: 2e11,
};
const cpu: EngineDescription = {
  ...{ name: 'cpu', device: 'x', precision: 'float64', arithmetic: 'float64-x' },
  ...{ methods: ['incremental'], problems: ['layered'] },
};

let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const place = () => ['--redis', redis.url, '--prefix', redis.prefix];
const submit = (...args: string[]) =>
  runCaptured(['submit', problem, '--engine', 'gpu', ...args, ...place()]);

describe('submit --engine gpu', () => {
  it('is refused in one line while no worker has a gpu engine, and nothing is submitted', async () => {
    await announceWorker(redis, 'c1', cpu);
    const { status, out, err } = await submit();
    expect({ status, out }).toEqual({ status: 4, out: '' });
    expect(err).toMatch(/^gradproof: No worker of the gpu engine .*start gradproof-worker --engine gpu/);
    expect(err.trimEnd()).not.toContain('\n');
    expect((await runCaptured(['list', '--json', ...place()])).out).toBe('[]\n');
  });

  it('takes the arithmetic from the worker that ranks first', async () => {
    const submitAmongSeveral = async (...args: string[]) => {
      await announceWorker(redis, 'slow', { ...gpu, arithmetic: 'float32-a', shardOperations: 1e9 });
      await announceWorker(redis, 'g1', gpu);
      await announceWorker(redis, 'soft', { ...gpu, arithmetic: 'float32-b', software: true });
      return submit('--json', ...args);
    };
    const { status, out, err } = await submitAmongSeveral();
    expect(status).toBe(0);
    expect(err).toContain('gradproof: for workers on webgpu: maker, GPU 1\n');
    const { id } = JSON.parse(out) as { id: string };
    const looked = await runCaptured(['status', id, '--json', ...place()]);
    expect(JSON.parse(looked.out)).toMatchObject({ id, engine: 'gpu', method: 'incremental' });
    expect((await submitAmongSeveral()).out).toContain('"joined":true'); // the same workers, the same check
    expect((await submitAmongSeveral('--threshold', '2e-7')).out).toContain('"joined":true'); // the default, whatever the engine
  });

  it.each([
    [['--method', 'textbook'], 'The gpu engine has the incremental method alone'],
    [['--engine', 'auto'], "argument 'auto' is invalid"],
  ])('refuses %j', async (args, message) => {
    await announceWorker(redis, 'g1', gpu);
    const { status, err } = await submit(...args);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });
});

it('a check waits for workers of its precision, and status says so', async () => {
  const { prefix } = redis;
  const place = ['--redis', redis.url, '--prefix', `${prefix}-own`];
  const { out } = await runCaptured(['submit', problem, ...place]);
  expect((await runCaptured(['status', out.trim(), ...place])).out).toContain('No worker is there.');
  await announceWorker({ url: redis.url, prefix: `${prefix}-own` }, 'g1', gpu);
  const { out: text } = await runCaptured(['status', out.trim(), ...place]);
  expect(text).toContain(
    'Only workers of the gpu engine (float32) are there; this check needs the cpu engine (float64). Start one: gradproof-worker.',
  );
});
