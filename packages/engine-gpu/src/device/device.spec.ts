import { afterEach, describe, expect, it, vi } from 'vitest';
import { createGpuEngine } from '../gpu-engine.ts';
import { DeviceFailure } from './device-failure.ts';
import { closeIdleDevices } from './device-lease.ts';
import { openDevice } from './device.ts';
import { type KernelRun, loadGpuJs } from './gpu-js.ts';

afterEach(async () => {
  vi.restoreAllMocks();
  await closeIdleDevices();
});

/** A gpu.js whose kernels give what `spoil` makes of their numbers, as a driver's compiler would. */
const spoilKernels = async (spoil: (value: number) => number): Promise<void> => {
  const { GPU } = await loadGpuJs();
  const prototype = GPU.prototype as { createKernel: (source: string, settings: object) => KernelRun };
  const { createKernel } = prototype;
  vi.spyOn(prototype, 'createKernel').mockImplementation(function (this: unknown, ...settings) {
    return new Proxy(createKernel.apply(this, settings), {
      apply: (kernel, self, args) =>
        (Reflect.apply(kernel, self, args) as Float32Array[]).map((row) => row.map(spoil)),
    });
  });
};

describe('a device that is opened', () => {
  it('is tested, and taken where it computes right', async () => {
    await spoilKernels((value) => value); // the spoiling itself changes nothing
    const device = await openDevice('webasm');
    expect(device).toMatchObject({ mode: 'webasm', software: true });
    await device.close();
  });

  it.each([
    ['e^x − 1 for small x', (value: number) => Math.fround(1 + value) - 1],
    ['zeros', () => 0],
    ['not a number', () => NaN],
  ])('is refused by the engine where it computes %s', async (_what, spoil) => {
    await spoilKernels(spoil);
    const engine = createGpuEngine({ device: 'webasm' });
    const refused = /^The gpu engine refuses gpu\.js in WebAssembly, .* another device, or the cpu engine\.$/;
    await expect(engine.describe()).rejects.toThrow(refused);
    await expect(openDevice('webasm')).rejects.toThrow(refused);
  });

  it('is refused where its kernels don’t run at all', async () => {
    await spoilKernels(() => {
      throw new Error('no such instruction');
    });
    await expect(openDevice('webasm')).rejects.toThrow(
      /^The device webasm \(.*\) can't run the gpu engine's kernels: .*no such instruction\. Use another device/,
    );
  });

  it('may be lost while it is tested: opened anew, it may be there', async () => {
    await spoilKernels(() => {
      throw new Error('the device was lost: unplugged');
    });
    const lost = openDevice('webasm');
    await expect(lost).rejects.toBeInstanceOf(DeviceFailure);
    await expect(lost).rejects.toThrow(/^The device webasm \(.*\) failed: .*the device was lost: unplugged/);
  });
});
