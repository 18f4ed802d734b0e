import { InputError } from '@gradproof/model';
import type { DeviceMode } from './device/gpu-js.ts';

/** What helps against an error: another option of createGpuEngine, or another engine. */
export type GpuRemedy =
  /** The engine of `@gradproof/engine-cpu`: float64, every method, functions, no driver. */
  | { readonly kind: 'cpu-engine' }
  /** Another `device`: one of these, or any other where none is named. */
  | { readonly kind: 'other-device'; readonly devices: readonly DeviceMode[] }
  /** A smaller `memory`. */
  | { readonly kind: 'less-memory' }
  /** What listDevices says of each device: why it isn't there, and what to install. */
  | { readonly kind: 'list-devices' };

/** The gpu engine can't do what it was asked for. The message says what and why; a caller may word the remedies in its own terms. */
export class GpuError extends InputError {
  /** What helps, the likeliest first. */
  readonly remedies: readonly GpuRemedy[];

  /** `message`: what is wrong, and why; `remedies`: what helps, the likeliest first. */
  constructor(message: string, remedies: readonly GpuRemedy[]) {
    super(message);
    this.remedies = remedies;
  }
}

/** Most errors have this remedy. */
export const CPU_ENGINE: GpuRemedy = { kind: 'cpu-engine' };
