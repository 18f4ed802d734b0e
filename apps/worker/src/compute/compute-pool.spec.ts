import { redisAddressOf } from '@gradproof/queue';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createComputePool } from './compute-pool.ts';
import type { ComputeSetup } from './messages.ts';

let folder: string;
const nodeOptions = process.env['NODE_OPTIONS'];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradproof-pool-'));
});
afterEach(async () => {
  if (nodeOptions === undefined) delete process.env['NODE_OPTIONS'];
  else process.env['NODE_OPTIONS'] = nodeOptions;
  await rm(folder, { recursive: true, force: true });
});

/** Has the processes that are started run this module first. */
const preload = (module: string): void => {
  process.env['NODE_OPTIONS'] = `--import data:text/javascript,${encodeURIComponent(module)}`;
};
const open = (chosen: Pick<ComputeSetup, 'engine' | 'engineOptions'>) =>
  createComputePool(
    {
      ...chosen,
      prefix: 'test',
      memory: 2 ** 20,
      modules: null,
      worker: 'w',
      address: redisAddressOf('redis://127.0.0.1:1', {}),
      store: { kind: 'folder', folder },
    },
    1,
  );
const CPU = { engine: 'cpu', engineOptions: {} } as const;
const GPU = { engine: 'gpu', engineOptions: { device: 'webasm' } } as const;

describe('a pool', () => {
  const WITHOUT_GPU = `
    import { registerHooks } from 'node:module';
    const resolve = (specifier, context, next) => {
      if (/^(@gradproof\\/engine-gpu|gpu\\.js|webgpu)$/.test(specifier)) throw new Error('there is no ' + specifier);
      return next(specifier, context);
    };
    registerHooks({ resolve });`;

  it('of the cpu engine starts where the packages of the gpu engine are missing', async () => {
    preload(WITHOUT_GPU);
    const pool = await open(CPU);
    expect(pool.engine).toMatchObject({ name: 'cpu', precision: 'float64' });
    await pool.end();
    await expect(open(GPU)).rejects.toThrow('there is no @gradproof/engine-gpu');
  });

  it('of the gpu engine tells what it runs on', async () => {
    const pool = await open(GPU);
    expect(pool.engine).toMatchObject({
      name: 'gpu',
      device: 'webasm: gpu.js in WebAssembly, on the processor',
      precision: 'float32',
      software: true,
      methods: ['incremental'],
    });
    await pool.end();
  });

  it('refuses a device that is not there', async () => {
    await expect(open({ engine: 'gpu', engineOptions: { device: 'headlessgl' } })).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('The device headlessgl is not there') as string,
    });
  });

  it.each([CPU, GPU])('of $engine ends its processes by themselves, unkilled', async (chosen) => {
    const mark = join(folder, 'exit');
    preload(`
      import { writeFileSync } from 'node:fs';
      process.on('exit', (status) => writeFileSync(${JSON.stringify(mark)}, String(status)));`);
    const pool = await open(chosen);
    await pool.end();
    expect(await readFile(mark, 'utf8')).toBe('0');
  });
});
