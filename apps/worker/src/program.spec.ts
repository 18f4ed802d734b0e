import { describe, expect, it } from 'vitest';
import { createProgram, type WorkerOptions } from './program.ts';
import { runWorker } from './run-worker.ts';

const optionsOf = async (...args: string[]): Promise<WorkerOptions> => {
  let parsed: WorkerOptions | undefined;
  const start = (options: WorkerOptions) => {
    parsed = options;
    return Promise.resolve();
  };
  await createProgram(start)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parseAsync(args, { from: 'user' });
  return parsed!;
};

describe('gradproof-worker', () => {
  it('computes on the CPU unless it is told otherwise', async () => {
    const options = await optionsOf();
    expect(options).toMatchObject({ engine: 'cpu' });
    expect(options.device).toBeUndefined();
  });

  it('takes an engine and its device', async () => {
    expect(await optionsOf('--engine', 'gpu', '--device', 'webasm')).toMatchObject({
      engine: 'gpu',
      device: 'webasm',
    });
  });

  it.each([
    ['--engine', 'abacus'],
    ['--device', 'abacus'],
    ['--concurrency', '0'],
  ])('refuses %s %s', async (...args) => {
    await expect(optionsOf(...args)).rejects.toThrow();
  });

  it('refuses a device of the CPU engine before it looks for Redis', async () => {
    const options = await optionsOf('--device', 'webasm', '--redis', 'redis://127.0.0.1:1');
    await expect(runWorker(options, {}, new AbortController().signal)).rejects.toThrow(
      '--device belongs to --engine gpu, but --engine is cpu.',
    );
  });
});
