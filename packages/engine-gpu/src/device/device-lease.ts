import { type Device, openDevice } from './device.ts';
import type { DeviceMode } from './gpu-js.ts';

/** The use of a device that others may be using, too. */
export interface DeviceLease {
  readonly device: Device;
  /** Call it once. The device is closed when nobody has used it for a while. */
  readonly release: () => void;
}

/** An open device and how many use it. */
interface Shared {
  readonly device: Promise<Device>;
  uses: number;
  idle: NodeJS.Timeout | undefined;
}

/** How long a device waits for the next check: opening it and compiling kernels takes longer than many a check. Doesn't keep the process alive. */
const IDLE_MILLISECONDS = 2000;

/** A process has one device of a kind, as gpu.js itself has. */
const shared = new Map<DeviceMode, Shared>();

const close = async (mode: DeviceMode, use: Shared): Promise<void> => {
  clearTimeout(use.idle);
  if (shared.get(mode) === use) shared.delete(mode);
  await (await use.device).close();
};

/** Takes a use of the device of that mode, which is opened if it isn't. Throws InputError as openDevice does. */
export const leaseDevice = async (mode: DeviceMode): Promise<DeviceLease> => {
  let use = shared.get(mode);
  if (use === undefined) shared.set(mode, (use = { device: openDevice(mode), uses: 0, idle: undefined }));
  const taken = use;
  clearTimeout(taken.idle);
  taken.uses++;
  const release = () => {
    if (--taken.uses > 0 || shared.get(mode) !== taken) return; // one that was discarded is closed: gpu.js would close its successor
    taken.idle = setTimeout(() => void close(mode, taken), IDLE_MILLISECONDS);
    taken.idle.unref();
  };
  try {
    return { device: await taken.device, release };
  } catch (error) {
    if (shared.get(mode) === taken) shared.delete(mode); // the next one tries anew
    throw error;
  }
};

/** Forgets a device that failed for good, so that the next check opens it anew. */
export const discardDevice = async (mode: DeviceMode): Promise<void> => {
  const use = shared.get(mode);
  if (use !== undefined) await close(mode, use);
};

/** Closes all devices that nobody uses, at once. */
export const closeIdleDevices = async (): Promise<void> => {
  for (const [mode, use] of [...shared]) if (use.uses === 0) await close(mode, use);
};
