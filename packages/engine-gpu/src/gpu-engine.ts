import { createIncrementalEvaluator, type Engine } from '@gradproof/core/engine';
import { InputError } from '@gradproof/model';
import { arithmeticOf } from './device/arithmetic.ts';
import { chooseMode } from './device/choose-mode.ts';
import { discardDevice, leaseDevice } from './device/device-lease.ts';
import type { DeviceMode } from './device/gpu-js.ts';
import { CPU_ENGINE, GpuError } from './gpu-error.ts';
import { createDeviceRunner } from './incremental/device-runner.ts';
import { RELATIVE_ERROR } from './incremental/float32.ts';
import { prepareNetwork } from './incremental/prepare-network.ts';

/** How the engine uses the machine; everything has a default. */
export interface GpuEngineOptions {
  /** By default webgpu where it has an adapter, else webasm. */
  readonly device?: DeviceMode | undefined;
  /** Memory of the device for batches of units, in bytes: 256 MiB by default. */
  readonly memory?: number | undefined;
}

const DEFAULT_MEMORY = 256 * 2 ** 20;
const LEAST_MEMORY = 2 ** 20;

const refuseBadMemory = (memory: number): void => {
  if (Number.isFinite(memory) && memory >= LEAST_MEMORY) return;
  throw new InputError(`memory is ${memory} bytes; it must be at least 1 MiB, ${LEAST_MEMORY} bytes.`);
};

/**
 * The engine that computes through gpu.js, in float32: the incremental method of layered networks.
 *
 * @returns An engine whose promises reject with GpuError where the device isn't there, DeviceFailure where it fails.
 * @throws InputError for options out of their ranges.
 */
export const createGpuEngine = ({
  device: asked,
  memory = DEFAULT_MEMORY,
}: GpuEngineOptions = {}): Engine => {
  refuseBadMemory(memory);
  let chosen: Promise<DeviceMode> | undefined;
  const lease = async () => leaseDevice(await (chosen ??= chooseMode(asked)));

  return {
    name: 'gpu',
    describe: async () => {
      const { device, release } = await lease();
      release();
      const { description, software, mode, limits } = device;
      return {
        name: 'gpu',
        device: `${mode}: ${description}`,
        precision: 'float32',
        arithmetic: arithmeticOf(mode, description),
        methods: ['incremental'],
        problems: ['layered'],
        software,
        relativeError: RELATIVE_ERROR,
        shardOperations: 2 * limits.launchOperations,
      };
    },
    prepare: async (problem, method) => {
      if (problem.kind !== 'layered')
        throw new GpuError('The gpu engine takes layered networks; the cpu engine takes functions, too.', [
          CPU_ENGINE,
        ]);
      if (method !== 'incremental')
        throw new GpuError(
          'The gpu engine has the incremental method alone; the cpu engine has the textbook method, too.',
          [CPU_ENGINE],
        );
      const network = prepareNetwork(problem);
      const { device, release } = await lease();
      const runner = createDeviceRunner(network, device, memory, release, () => discardDevice(device.mode));
      return createIncrementalEvaluator(problem, network, runner);
    },
  };
};
