import { checkProblem } from '@gradproof/core';
import { gradientOf, randomNetwork } from '@gradproof/engine-conformance';
import { describe, expect, it } from 'vitest';
import { closeIdleDevices, leaseDevice } from './device/device-lease.ts';
import { loadGpuJs } from './device/gpu-js.ts';
import { createGpuEngine } from './gpu-engine.ts';
import { product } from './kernels/product.ts';
import { onWebGpu } from './testing/adapter.ts';
import { countDeviceBytes, heldMemory, SWAY } from './testing/memory.ts';
import { runToExit, takingDevice } from './testing/run-to-exit.ts';

const problem = randomNetwork({
  seed: 4,
  features: 9,
  examples: 21,
  cost: 'softmax-cross-entropy',
  l2: 0.3,
  hidden: [
    { units: 12, activation: 'relu' },
    { units: 17, activation: 'tanh' },
    { units: 8, activation: 'gelu' },
  ],
  last: { units: 5, activation: 'softmax' },
});
const grad = gradientOf(problem);
const check = (device: 'webgpu' | 'webasm') =>
  checkProblem({ problem, grad }, { engine: createGpuEngine({ device }) });

const testLifeCycle = (): void => {
  it('keeps kernels and memory flat over 1,000 launches', async () => {
    const { device, release } = await leaseDevice('webgpu');
    const { matrix, launch, read } = device.launcher;
    const deviceBytes = await countDeviceBytes();
    const values = Float32Array.from({ length: 64 * 64 }, (_, i) => i % 7); // 16 KiB
    const multiply = async () => {
      const args = [matrix(values, 64, 64), matrix(values, 64, 64), 2, 0];
      const first = await launch(product, args, 64, 64);
      expect((await read(first)).length).toBe(64 * 64);
      first.release();
    };
    for (let turn = 0; turn < 100; turn++) await multiply();
    const before = [device.launcher.compiled(), deviceBytes()];
    const held = await heldMemory();
    expect(before[1]).toBeGreaterThan(0);
    for (let turn = 0; turn < 1000; turn++) await multiply();
    expect([device.launcher.compiled(), deviceBytes()]).toEqual(before);
    expect((await heldMemory()) - held).toBeLessThan(SWAY);
    release();
  });

  it('ends with a clear error when the device is lost, and takes a new one for the next check', async () => {
    const engine = createGpuEngine({ device: 'webgpu' });
    const evaluator = await engine.prepare(problem, 'incremental');
    await (await loadGpuJs()).WebGPUContext.destroy();
    const shard = { start: 0, end: problem.layout.size };
    await expect(evaluator.derivatives(shard, 1e-9)).rejects.toThrow(
      /^The device webgpu \(.*\) failed: .*device was lost.*or use the cpu engine\.$/,
    );
    await evaluator.dispose();
    expect((await check('webgpu')).verdict).toBe('correct');
  });

  it.each([
    ['that never gives its device back', '', 0],
    ['that fails in the midst', 'throw new Error("enough");', 1],
  ])('lets a process exit %s', async (_how, rest, expected) => {
    const { status, err } = await runToExit(takingDevice('webgpu', rest));
    expect(status, err).toBe(expected);
  });

  it('says in the report what it ran on', async () => {
    const { engine } = await check('webgpu');
    const { device, release } = await leaseDevice('webgpu');
    expect(engine).toMatchObject({
      name: 'gpu',
      device: `webgpu: ${device.description}`,
      precision: 'float32',
    });
    expect(engine.software ?? false).toBe(device.software);
    release();
    await closeIdleDevices();
  });
};

await onWebGpu('the life cycle, webgpu', () => describe('the life cycle, webgpu', testLifeCycle));
