import { GpuError } from '../gpu-error.ts';

/**
 * A device that was there failed for good, smaller batches or not: the message says which and how. The problem isn't to blame: on another
 * device, or on this one opened anew, the same may succeed, so that `repeats` is false.
 */
export class DeviceFailure extends GpuError {
  readonly repeats = false;
}
