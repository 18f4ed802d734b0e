import { type KernelFunction, kernelFunctions } from '../kernels/functions.ts';
import type { KernelSource } from '../kernels/kernel-source.ts';
import type { DeviceMatrix } from './device-matrix.ts';
import type { DeviceMode, Gpu, KernelRun } from './gpu-js.ts';

/** Compiled kernels. */
export interface KernelCache {
  /** The kernel for an output of this size; compiled where it isn't yet. */
  readonly get: (
    kernel: KernelSource,
    output: [width: number, height: number],
    args: readonly (DeviceMatrix | number)[],
  ) => KernelRun;
  /** How many are compiled. */
  readonly size: () => number;
  readonly dispose: () => void;
}

/** Loops end where their condition says; gpu.js would cut them off at 1,000 turns. */
const LOOP_MAX_ITERATIONS = 2 ** 30;

/** Sizes that a kernel's compiled WebAssembly is kept for. */
const KEPT_SIZES = 24;

/** One kernel for all sizes, where the mode lets sizes change; else one for each. */
export const createKernelCache = (gpu: Gpu, mode: DeviceMode): KernelCache => {
  const kernels = new Map<string, KernelRun>();
  const isDynamic = mode !== 'cpu'; // gpu.js's cpu mode indexes matrices by the output's width when sizes may change

  const compile = (kernel: KernelSource, output: [number, number]): KernelRun => {
    const run = gpu.createKernel(kernel.source, settingsOf(kernel, output, isDynamic));
    if (mode === 'webasm') Object.assign(run.kernel, { moduleCacheLimit: KEPT_SIZES });
    return run;
  };

  return {
    get: (kernel, output, args) => {
      const key = isDynamic ? kernel.name : [kernel.name, ...output, ...args.map(sizeOf)].join(' ');
      const run = kernels.get(key) ?? compile(kernel, output);
      kernels.set(key, run);
      if (isDynamic) run.setOutput(output);
      return run;
    },
    size: () => kernels.size,
    dispose: () => {
      for (const { destroy } of kernels.values()) destroy();
      kernels.clear();
    },
  };
};

const sizeOf = (arg: DeviceMatrix | number): string =>
  typeof arg === 'number' ? '' : `${arg.width}x${arg.height}`;

/** What gpu.js compiles a kernel by. */
const settingsOf = ({ parameters }: KernelSource, output: [number, number], isDynamic: boolean) => ({
  output,
  argumentTypes: parameters,
  functions: kernelFunctions.map(functionOf),
  dynamicOutput: isDynamic,
  dynamicArguments: isDynamic,
  pipeline: true,
  immutable: true,
  precision: 'single',
  strictIntegers: true,
  loopMaxIterations: LOOP_MAX_ITERATIONS,
});

/** A function that kernels may call. */
const functionOf = ({ name, source, parameters }: KernelFunction) => ({
  name,
  source,
  settings: {
    argumentTypes: Object.fromEntries(parameters.map((parameter) => [parameter, 'Float'])),
    returnType: 'Float',
  },
});
