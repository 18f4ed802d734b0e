import { CPU_ENGINE, GpuError, type GpuRemedy } from '../gpu-error.ts';
import { listen } from './complaints.ts';
import { DeviceError } from './device-error.ts';
import { DeviceFailure } from './device-failure.ts';
import type { DeviceLimits } from './device-limits.ts';
import { type DeviceMode, type GpuJs, loadGpuJs } from './gpu-js.ts';
import { createLauncher, type Launcher } from './launcher.ts';
import { selfTest } from './self-test.ts';
import { findWebGpu, type WebGpuFinding } from './web-gpu.ts';

/** A device that is open. */
export interface Device {
  readonly mode: DeviceMode;
  /** As it describes itself. */
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
    throw new GpuError(
      `The device headlessgl is not there: ${HEADLESS_GL_MISSING}. Use the device webasm or webgpu.`,
      [{ kind: 'other-device', devices: ['webasm', 'webgpu'] }],
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
  throw new GpuError(
    `The device webgpu is not there: ${finding.reason}. Remedy: ${finding.install}. The device webasm and the cpu engine need no driver.`,
    [{ kind: 'list-devices' }, { kind: 'other-device', devices: ['webasm'] }, CPU_ENGINE],
  );
};

const OTHER_DEVICE: readonly GpuRemedy[] = [{ kind: 'other-device', devices: [] }, CPU_ENGINE];

/** Opens the device of that mode and tests its arithmetic. Throws GpuError where there is none, or where it computes wrong; DeviceFailure where it is lost meanwhile. */
export const openDevice = async (mode: DeviceMode): Promise<Device> => {
  const device = await open(mode);
  try {
    await selfTest(device.launcher, device.description);
    return device;
  } catch (error) {
    await device.close();
    if (error instanceof DeviceError && error.isFinal)
      throw new DeviceFailure(
        `The device ${mode} (${device.description}) failed: ${error.message}. Try again, or use the cpu engine.`,
        [CPU_ENGINE],
      );
    if (error instanceof DeviceError)
      throw new GpuError(
        `The device ${mode} (${device.description}) can't run the gpu engine's kernels: ${error.message}. Use another device, or the cpu engine.`,
        OTHER_DEVICE,
      );
    throw error;
  }
};
