export { createGpuEngine } from './gpu-engine.ts';
export type { GpuEngineOptions } from './gpu-engine.ts';
export { closeIdleDevices } from './device/device-lease.ts';
export type { DeviceMode } from './device/gpu-js.ts';
