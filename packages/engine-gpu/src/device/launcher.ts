import { kernelFunctions } from '../kernels/functions.ts';
import type { KernelSource } from '../kernels/kernel-source.ts';
import { DeviceError } from './device-error.ts';
import type { BufferResult, DeviceMode, GpuJs, KernelInput, KernelResult, KernelRun } from './gpu-js.ts';

/** A matrix that kernels read: values that are sent along, or what a kernel left on the device. */
export interface DeviceMatrix {
  readonly height: number;
  readonly width: number;
  readonly value: KernelInput | BufferResult;
  /** Frees it on the device, the first time that it is called; it is not to be used any more. */
  readonly release: () => void;
}

/** Runs kernels on one device. */
export interface Launcher {
  /** Values [height, width], row-major, as a kernel's argument. */
  readonly matrix: (values: Float32Array, height: number, width: number) => DeviceMatrix;
  /** Runs a kernel for [height, width] entries; arguments in the order of its parameters. What it computes stays on the device. */
  readonly launch: (
    kernel: KernelSource,
    args: readonly (DeviceMatrix | number)[],
    height: number,
    width: number,
  ) => Promise<DeviceMatrix>;
  /** Its values, row-major. Rejects with DeviceError when the device failed. */
  readonly read: (matrix: DeviceMatrix) => Promise<Float32Array>;
  /** How many kernels are compiled. */
  readonly compiled: () => number;
  readonly dispose: () => Promise<void>;
}

/** What gpu.js calls the kernels of a mode. */
const KERNEL_CLASSES: Readonly<Record<DeviceMode, string>> = {
  webgpu: 'WebGPUKernel',
  webasm: 'WebAssemblyKernel',
  headlessgl: 'HeadlessGLKernel',
  cpu: 'CPUKernel',
};

/** Loops end where their condition says; gpu.js would cut them off at 1,000 turns. */
const LOOP_MAX_ITERATIONS = 2 ** 30;
/** Sizes that a kernel's compiled WebAssembly is kept for. */
const KEPT_SIZES = 24;

const isBuffer = (result: KernelResult | KernelInput): result is BufferResult =>
  'toArray' in result && 'type' in result;

const flatten = (rows: readonly Float32Array[], height: number, width: number): Float32Array => {
  const [head] = rows;
  const isWhole =
    head !== undefined && head.byteOffset === 0 && head.buffer.byteLength === 4 * height * width;
  if (isWhole) return new Float32Array(head.buffer);
  const values = new Float32Array(height * width);
  rows.forEach((row, y) => values.set(row, y * width));
  return values;
};

/** Does it the first time alone. */
const once = (act: () => void): (() => void) => {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
};

/** What gpu.js says of a device that is gone. */
const GONE = /device was lost/i;

/** What went wrong, without the shader's source that gpu.js adds. */
const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n---')[0]!;

/** Makes a launcher; `failure` tells what the device complained of since it was last asked, null for nothing. */
export const createLauncher = (
  { GPU, input }: GpuJs,
  mode: DeviceMode,
  failure: () => DeviceError | null = () => null,
): Launcher => {
  const gpu = new GPU({ mode });
  const kernels = new Map<string, KernelRun>();

  const isDynamic = mode !== 'cpu'; // gpu.js's cpu mode indexes matrices by the output's width when sizes may change

  const compile = ({ source, parameters }: KernelSource, output: [number, number]): KernelRun =>
    gpu.createKernel(source, {
      output,
      argumentTypes: parameters,
      functions: kernelFunctions.map(({ name, source: body, parameters: names }) => ({
        name,
        source: body,
        settings: {
          argumentTypes: Object.fromEntries(names.map((own) => [own, 'Float'])),
          returnType: 'Float',
        },
      })),
      dynamicOutput: isDynamic,
      dynamicArguments: isDynamic,
      pipeline: true,
      immutable: true,
      precision: 'single',
      strictIntegers: true,
      loopMaxIterations: LOOP_MAX_ITERATIONS,
    });

  /** One kernel for all sizes, where sizes may change. */
  const kernelOf = (
    kernel: KernelSource,
    output: [number, number],
    args: readonly (DeviceMatrix | number)[],
  ): KernelRun => {
    const sizes = args.map((own) => (typeof own === 'number' ? '' : `${own.width}x${own.height}`));
    const key = isDynamic ? kernel.name : [kernel.name, ...output, ...sizes].join(' ');
    let run = kernels.get(key);
    if (run === undefined) {
      kernels.set(key, (run = compile(kernel, output)));
      if (mode === 'webasm') Object.assign(run.kernel, { moduleCacheLimit: KEPT_SIZES });
    }
    if (isDynamic) run.setOutput(output);
    return run;
  };

  const matrix: Launcher['matrix'] = (values, height, width) => ({
    height,
    width,
    value: input(values, [width, height]),
    release: () => {},
  });

  const launch: Launcher['launch'] = async (kernel, args, height, width) => {
    const run = kernelOf(kernel, [width, height], args);
    let result: KernelResult;
    try {
      result = await run(...args.map((own) => (typeof own === 'number' ? own : own.value)));
    } catch (error) {
      const message = messageOf(error);
      throw failure() ?? new DeviceError(`${kernel.name}: ${message}`, GONE.test(message));
    }
    const ran = run.kernel.constructor.name;
    if (ran !== KERNEL_CLASSES[mode])
      throw new DeviceError(`gpu.js ran the kernel ${kernel.name} as ${ran}, not in the mode ${mode}.`, true);
    if (isBuffer(result)) return { height, width, value: result, release: once(() => result.delete()) };
    return matrix(flatten(result, height, width), height, width);
  };

  const read: Launcher['read'] = async ({ value, height, width }) => {
    if (!isBuffer(value)) return value.value;
    let rows: Float32Array[];
    try {
      rows = await value.toArray();
    } catch (error) {
      const message = messageOf(error);
      throw failure() ?? new DeviceError(message, GONE.test(message));
    }
    const failed = failure();
    if (failed !== null) throw failed;
    return flatten(rows, height, width);
  };

  return {
    matrix,
    launch,
    read,
    compiled: () => kernels.size,
    dispose: async () => {
      for (const { destroy } of kernels.values()) destroy();
      kernels.clear();
      await gpu.destroy();
    },
  };
};
