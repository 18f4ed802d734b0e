import { closeIdleDevices } from './device-lease.ts';
import { HEADLESS_GL_MISSING, openDevice } from './device.ts';
import { type DeviceMode, loadGpuJs } from './gpu-js.ts';
import { findWebGpu } from './web-gpu.ts';

/** A device that the engine could run on, or why it can't. */
export type DeviceListing =
  | {
      readonly mode: DeviceMode;
      readonly ready: true;
      readonly description: string;
      readonly software: boolean;
    }
  | { readonly mode: DeviceMode; readonly ready: false; readonly reason: string; readonly install: string };

/** Opens a device and closes it again: it is there when it passes its test. */
const tryOut = async (mode: DeviceMode): Promise<DeviceListing> => {
  try {
    const { description, software, close } = await openDevice(mode);
    await close();
    return { mode, ready: true, description, software };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { mode, ready: false, reason, install: 'another device' };
  }
};

const listWebGpu = async (): Promise<DeviceListing> => {
  const finding = await findWebGpu();
  if (finding.found) return tryOut('webgpu');
  const { reason, install } = finding;
  return { mode: 'webgpu', ready: false, reason, install };
};

const listHeadlessGl = async (): Promise<DeviceListing> =>
  (await loadGpuJs()).HeadlessGLKernel.isSupported
    ? tryOut('headlessgl')
    : {
        mode: 'headlessgl',
        ready: false,
        reason: HEADLESS_GL_MISSING,
        install: 'apt-get install xvfb libxi-dev libgl1-mesa-dev; npm install gl; run it by xvfb-run',
      };

/** Every device of gpu.js: opened and tested where it is there, with the reason and the remedy where it isn't. The engine takes the first. */
export const listDevices = async (): Promise<DeviceListing[]> => {
  await closeIdleDevices();
  return [await listWebGpu(), await tryOut('webasm'), await listHeadlessGl(), await tryOut('cpu')];
};
