import type { Engine } from '@gradproof/core';
import { createCpuEngine } from '@gradproof/engine-cpu';
import type { ComputeSetup } from './messages.ts';

/** An engine, and what its end takes. */
export interface OpenEngine {
  readonly engine: Engine;
  /** Whether the error says that the engine's device failed for good: then only another process can go on. */
  readonly isLost: (error: unknown) => boolean;
  /** Closes the devices that nobody uses any more. */
  readonly close: () => Promise<void>;
}

const openCpu = (): OpenEngine => ({
  engine: createCpuEngine({ threads: 1 }),
  isLost: () => false,
  close: () => Promise.resolve(),
});

const openGpu = async (device: ComputeSetup['device']): Promise<OpenEngine> => {
  const { closeIdleDevices, createGpuEngine, DeviceFailure } = await import('@gradproof/engine-gpu');
  return {
    engine: createGpuEngine(device === undefined ? {} : { device }),
    isLost: (error) => error instanceof DeviceFailure,
    close: closeIdleDevices,
  };
};

/** The engine that a compute process works with. The gpu engine is loaded only where it is asked for: a worker of the CPU needs none of its packages. */
export const openEngine = async ({
  engine,
  device,
}: Pick<ComputeSetup, 'engine' | 'device'>): Promise<OpenEngine> =>
  engine === 'cpu' ? openCpu() : openGpu(device);
