import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { loadGpuJs } from '../device/gpu-js.ts';

/**
 * What the process's JavaScript holds when its garbage is collected, in bytes, with what its objects keep outside V8's heap. (The resident size would
 * tell of allocators that give nothing back: it sways by 60 MiB and more.)
 */
export const heldMemory = async (): Promise<number> => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let turn = 0; turn < 3; turn++) {
    collect();
    await new Promise((resume) => setTimeout(resume, 20)); // finalizers free what the device holds
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** How much 1,000 launches may leave, in bytes: compiled code comes and goes by 1.2 MiB, as measured. 4 KiB lost at each would come to as much. */
export const SWAY = 4 * 2 ** 20;

interface DeviceBuffer {
  readonly size: number;
  destroy(): void;
}

/** What of WebGPU's device makes buffers. */
interface BufferMaker {
  createBuffer(settings: object): DeviceBuffer;
}

/** Begins to count the bytes of buffers on the WebGPU device that gpu.js holds: those that are made from now on, and not destroyed. */
export const countDeviceBytes = async (): Promise<() => number> => {
  const { device } = await (await loadGpuJs()).WebGPUContext.acquire();
  const maker = device as unknown as BufferMaker;
  const create = maker.createBuffer.bind(maker);
  const living = new Map<DeviceBuffer, number>();
  maker.createBuffer = (settings) => {
    const buffer = create(settings);
    const destroy = buffer.destroy.bind(buffer);
    living.set(buffer, buffer.size);
    buffer.destroy = () => {
      living.delete(buffer);
      destroy();
    };
    return buffer;
  };
  return () => [...living.values()].reduce((sum, size) => sum + size, 0);
};
