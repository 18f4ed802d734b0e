/** The device failed at a launch: out of memory, lost, or an answer that isn't one. Smaller batches may do. */
export class DeviceError extends Error {
  override readonly name = 'DeviceError';
  /** True when no smaller batch will help: the device is gone. */
  readonly isFinal: boolean;

  constructor(message: string, isFinal = false) {
    super(message);
    this.isFinal = isFinal;
  }
}
