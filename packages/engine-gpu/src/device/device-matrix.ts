import type { BufferResult, KernelInput } from './gpu-js.ts';

/** A matrix that kernels read: values that are sent along, or what a kernel left on the device. */
export interface DeviceMatrix {
  readonly height: number;
  readonly width: number;
  readonly value: KernelInput | BufferResult;
  /** Frees it on the device, the first time that it is called; it is not to be used any more. */
  readonly release: () => void;
}
