import { DeviceError } from './device-error.ts';
import type { GpuDevice } from './gpu-js.ts';

/** A complaint in words: an error's message may be empty, as SwiftShader's out-of-memory error's is. */
const wordsOf = ({ constructor: { name }, message }: Error): string => {
  const kind = name === 'GPUOutOfMemoryError' ? 'it is out of memory' : name;
  return message === '' ? kind : `${kind}: ${message}`;
};

/**
 * Listens to a device's complaints, which gpu.js would only print. What it returns hands over the first since it was last called; null
 * for none. That the device was lost is told each time.
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
