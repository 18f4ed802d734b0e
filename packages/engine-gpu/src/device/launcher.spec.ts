import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { product } from '../kernels/product.ts';
import { heldMemory, SWAY } from '../testing/memory.ts';
import { DeviceError } from './device-error.ts';
import { type GpuJs, loadGpuJs } from './gpu-js.ts';
import { createLauncher, type Launcher } from './launcher.ts';

let gpuJs: GpuJs;
beforeAll(async () => {
  gpuJs = await loadGpuJs();
});

/** [2, 3]·[3, 2]. */
const multiply = async ({ matrix, launch, read }: Launcher, rows = 2): Promise<number[]> => {
  const left = matrix(
    Float32Array.from({ length: rows * 3 }, (_, i) => i),
    rows,
    3,
  );
  const right = matrix(Float32Array.of(1, 0, 0, 1, 1, 1), 3, 2);
  const result = await launch(product, [left, right, 0, 3], rows, 2);
  return [...(await read(result).finally(result.release))];
};

describe.each(['webasm', 'cpu'] as const)('%s', (mode) => {
  let launcher: Launcher;
  beforeAll(() => {
    launcher = createLauncher(gpuJs, mode);
  });
  afterAll(() => launcher.dispose());

  it('gives what the kernel computed, row by row, for one size after another', async () => {
    expect(await multiply(launcher)).toEqual([2, 3, 8, 9]);
    expect(await multiply(launcher, 3)).toEqual([2, 3, 8, 9, 14, 15]);
    expect(await multiply(launcher)).toEqual([2, 3, 8, 9]);
  });
});

it('keeps one kernel, and the memory flat, over 1,000 launches', async () => {
  const launcher = createLauncher(gpuJs, 'webasm');
  for (let turn = 0; turn < 100; turn++) await multiply(launcher, 1000 + (turn % 8)); // 12 KiB each
  const before = await heldMemory();
  for (let turn = 0; turn < 1000; turn++) await multiply(launcher, 1000 + (turn % 8));
  expect(launcher.compiled()).toBe(1);
  expect((await heldMemory()) - before).toBeLessThan(SWAY);
  await launcher.dispose();
  expect(launcher.compiled()).toBe(0);
});

it('notices when gpu.js runs a kernel elsewhere than in the mode that was asked for', async () => {
  const fallingBack: GpuJs = {
    ...gpuJs,
    GPU: class extends gpuJs.GPU {
      constructor() {
        super({ mode: 'cpu' });
      }
    },
  };
  const launcher = createLauncher(fallingBack, 'webasm');
  await expect(multiply(launcher)).rejects.toThrow('as CPUKernel, not in the mode webasm');
  await launcher.dispose();
});

it('reports a device’s error rather than its consequence', async () => {
  const failing = createLauncher(gpuJs, 'webasm', () => new DeviceError('it is out of memory'));
  const wrong = multiply({ ...failing, read: () => Promise.reject(new Error('x')) });
  await expect(wrong).rejects.toThrow('x');
  const result = failing.launch(product, [], 2, 2);
  await expect(result).rejects.toThrow('it is out of memory');
  await failing.dispose();
});
