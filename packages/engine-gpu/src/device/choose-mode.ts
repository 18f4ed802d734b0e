import type { DeviceMode } from './gpu-js.ts';
import { findWebGpu } from './web-gpu.ts';

/** The mode that was asked for; otherwise webgpu where there is an adapter, and gpu.js's WebAssembly where there is none. */
export const chooseMode = async (asked: DeviceMode | undefined): Promise<DeviceMode> => {
  if (asked !== undefined) return asked;
  const { found: adapter } = await findWebGpu();
  return adapter ? 'webgpu' : 'webasm';
};

/** Whether WebGPU has an adapter that isn't software. */
export const hasRealGpu = async (): Promise<boolean> => {
  const finding = await findWebGpu();
  return finding.found && !finding.software;
};
