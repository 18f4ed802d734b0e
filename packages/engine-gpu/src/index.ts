// The engine
export { createGpuEngine } from './gpu-engine.ts';
export type { GpuEngineOptions } from './gpu-engine.ts';

// Its devices
export { listDevices } from './device/list-devices.ts';
export type { DeviceListing } from './device/list-devices.ts';
export { hasRealGpu } from './device/choose-mode.ts';
export { closeIdleDevices } from './device/device-lease.ts';
export type { DeviceMode } from './device/gpu-js.ts';

// Its errors
export { DeviceFailure } from './device/device-failure.ts';
export { GpuError } from './gpu-error.ts';
export type { GpuRemedy } from './gpu-error.ts';
