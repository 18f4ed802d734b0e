import { DeviceError } from './device-error.ts';
import type { GpuDevice } from './gpu-js.ts';

/** An error in words: its message may be empty, as SwiftShader's out-of-memory error's is. */
const wordsOf = ({ constructor: { name }, message }: Error): string => {
  const kind = name === 'GPUOutOfMemoryError' ? 'it is out of memory' : name;
  return message === '' ? kind : `${kind}: ${message}`;
};

/**
 * Collects a device's errors, which gpu.js would only print. What it returns gives the first since it was last called; null
 * for none. A lost device is reported each time.
 */
export const listen = (device: GpuDevice): (() => DeviceError | null) => {
  let failure: DeviceError | null = null;
  device.onuncapturederror = ({ error }) => {
    failure ??= new DeviceError(wordsOf(error));
  };
  void device.lost.then(({ reason, message }) => {
    if (reason !== 'destroyed') failure = new DeviceError(`it was lost: ${message}`, true);
  });
  return () => {
    const taken = failure;
    if (taken !== null && !taken.isFinal) failure = null;
    return taken;
  };
};
