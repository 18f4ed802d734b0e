import { InputError } from '@gradproof/model';
import type { DeviceLimits } from '../incremental/batch-plan.ts';
import { DeviceError } from './device-error.ts';
import { DeviceFailure } from './device-failure.ts';
import { listen } from './complaints.ts';
import { loadGpuJs, type DeviceMode, type GpuJs } from './gpu-js.ts';
import { createLauncher, type Launcher } from './launcher.ts';
import { selfTest } from './self-test.ts';
import { findWebGpu, type WebGpuFinding } from './web-gpu.ts';

/** A device that is open. */
export interface Device {
  readonly mode: DeviceMode;
  /** In its own words. */
  readonly description: string;
  /** True for software that stands in for a GPU. */
  readonly software: boolean;
  readonly limits: DeviceLimits;
  readonly launcher: Launcher;
  readonly close: () => Promise<void>;
}

/** Threads of a launch along one side: 65,535 groups of 8; a column goes both ways, and a known answer with them. */
const MOST_COLUMNS = Math.floor((65_535 * 8) / 2) - 1;

/** Operations of about a tenth of a second: assumed of a GPU, measured of software (docs/performance.md). */
const LAUNCH_OPERATIONS = { gpu: 1e11, software: 3e7, webasm: 1e8, cpu: 1e8 } as const;

const MEBIBYTE = 2 ** 20;

const limitsOf = (matrixBytes: number, launchOperations: number): DeviceLimits => ({
  matrixBytes,
  columns: MOST_COLUMNS,
  launchOperations,
});

const openWebGpu = async (
  gpuJs: GpuJs,
  { adapter, description, software }: Extract<WebGpuFinding, { found: true }>,
): Promise<Device> => {
  const { device } = await gpuJs.WebGPUContext.acquire();
  const launcher = createLauncher(gpuJs, 'webgpu', listen(device));
  const { maxStorageBufferBindingSize, maxBufferSize } = adapter.limits;
  return {
    mode: 'webgpu',
    description,
    software,
    limits: limitsOf(
      Math.min(maxStorageBufferBindingSize, maxBufferSize),
      software ? LAUNCH_OPERATIONS.software : LAUNCH_OPERATIONS.gpu,
    ),
    launcher,
    close: async () => {
      await launcher.dispose();
      await gpuJs.WebGPUContext.destroy();
    },
  };
};

/** gpu.js on this machine's processor. */
const openSoftware = (gpuJs: GpuJs, mode: 'webasm' | 'cpu'): Device => {
  const launcher = createLauncher(gpuJs, mode);
  return {
    mode,
    description:
      mode === 'webasm'
        ? 'gpu.js in WebAssembly, on the processor'
        : 'gpu.js in JavaScript, on the processor',
    software: true,
    limits: limitsOf(256 * MEBIBYTE, LAUNCH_OPERATIONS[mode]),
    launcher,
    close: launcher.dispose,
  };
};

/** Why headless-gl isn't there, and how it would be. */
export const HEADLESS_GL_MISSING =
  'the gl package is not installed: it is compiled for minutes and needs an X server, so gradproof does without it';

const openHeadlessGl = (gpuJs: GpuJs): Device => {
  if (!gpuJs.HeadlessGLKernel.isSupported)
    throw new InputError(
      `The device headlessgl is not there: ${HEADLESS_GL_MISSING}. Use --device webasm or webgpu.`,
    );
  const launcher = createLauncher(gpuJs, 'headlessgl');
  return {
    mode: 'headlessgl',
    description: 'an OpenGL ES driver that headless-gl cannot name',
    software: true, // as far as anyone can tell
    limits: limitsOf(64 * MEBIBYTE, LAUNCH_OPERATIONS.software),
    launcher,
    close: launcher.dispose,
  };
};

const open = async (mode: DeviceMode): Promise<Device> => {
  const gpuJs = await loadGpuJs();
  if (mode === 'headlessgl') return openHeadlessGl(gpuJs);
  if (mode !== 'webgpu') return openSoftware(gpuJs, mode);
  const finding = await findWebGpu();
  if (finding.found) return openWebGpu(gpuJs, finding);
  throw new InputError(
    `The device webgpu is not there: ${finding.reason}. gradproof devices says what to install; --device webasm and --engine cpu need no driver.`,
  );
};

/** Opens the device of that mode and tests its arithmetic. Throws InputError where there is none, or where it computes wrong; DeviceFailure where it is lost meanwhile. */
export const openDevice = async (mode: DeviceMode): Promise<Device> => {
  const device = await open(mode);
  try {
    await selfTest(device.launcher, device.description);
    return device;
  } catch (error) {
    await device.close();
    if (error instanceof DeviceError && error.isFinal)
      throw new DeviceFailure(
        `The device ${mode} (${device.description}) failed: ${error.message}. Try again, or with --engine cpu.`,
      );
    if (error instanceof DeviceError)
      throw new InputError(
        `The device ${mode} (${device.description}) can't run the gpu engine's kernels: ${error.message}. Use another --device, or --engine cpu.`,
      );
    throw error;
  }
};
