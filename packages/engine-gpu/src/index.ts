export { createGpuEngine } from './gpu-engine.ts';
export type { GpuEngineOptions } from './gpu-engine.ts';
export { DeviceFailure } from './device/device-failure.ts';
export { closeIdleDevices } from './device/device-lease.ts';
export { listDevices } from './device/list-devices.ts';
export type { DeviceListing } from './device/list-devices.ts';
export { hasRealGpu } from './device/choose-mode.ts';
export type { DeviceMode } from './device/gpu-js.ts';
