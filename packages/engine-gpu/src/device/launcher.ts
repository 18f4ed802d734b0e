import type { KernelSource } from '../kernels/kernel-source.ts';
import { DeviceError } from './device-error.ts';
import type { DeviceMatrix } from './device-matrix.ts';
import type { BufferResult, DeviceMode, GpuJs, KernelInput, KernelResult, KernelRun } from './gpu-js.ts';
import { createKernelCache } from './kernel-cache.ts';

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

/** Values as a row, [1, values.length]. */
export const rowOf = ({ matrix }: Launcher, values: ArrayLike<number>): DeviceMatrix =>
  matrix(Float32Array.from(values), 1, values.length);

/** Launches, and releases `input`, which only this launch needs. */
export const launchWith = async (
  launcher: Launcher,
  input: DeviceMatrix,
  ...launch: Parameters<Launcher['launch']>
): Promise<DeviceMatrix> => {
  try {
    return await launcher.launch(...launch);
  } finally {
    input.release();
  }
};

/** Makes a launcher; `failure`: the device's first error since it was last called, null for none. */
export const createLauncher = (
  { GPU, input }: GpuJs,
  mode: DeviceMode,
  failure: () => DeviceError | null = () => null,
): Launcher => {
  const gpu = new GPU({ mode });
  const kernels = createKernelCache(gpu, mode);

  const matrix: Launcher['matrix'] = (values, height, width) => ({
    height,
    width,
    value: input(values, [width, height]),
    release: () => {},
  });

  /** What gpu.js returns; its failures as DeviceError, the device's error before gpu.js's. */
  const attempt = async <Result>(act: () => Result | Promise<Result>, prefix: string): Promise<Result> => {
    try {
      return await act();
    } catch (error) {
      const message = messageOf(error);
      throw failure() ?? new DeviceError(`${prefix}${message}`, GONE.test(message));
    }
  };

  const launch: Launcher['launch'] = async (kernel, args, height, width) => {
    const run = kernels.get(kernel, [width, height], args);
    const values = args.map((arg) => (typeof arg === 'number' ? arg : arg.value));
    const result = await attempt(() => run(...values), `${kernel.name}: `);
    assertMode(run, kernel, mode);
    if (isBuffer(result)) return { height, width, value: result, release: once(() => result.delete()) };
    return matrix(flatten(result, height, width), height, width);
  };

  const read: Launcher['read'] = async ({ value, height, width }) => {
    if (!isBuffer(value)) return value.value;
    const rows = await attempt(() => value.toArray(), '');
    const complaint = failure();
    if (complaint !== null) throw complaint;
    return flatten(rows, height, width);
  };

  return {
    matrix,
    launch,
    read,
    compiled: kernels.size,
    dispose: async () => {
      kernels.dispose();
      await gpu.destroy();
    },
  };
};

/** What gpu.js calls the kernels of a mode. */
const KERNEL_CLASSES: Readonly<Record<DeviceMode, string>> = {
  webgpu: 'WebGPUKernel',
  webasm: 'WebAssemblyKernel',
  headlessgl: 'HeadlessGLKernel',
  cpu: 'CPUKernel',
};

/** Throws DeviceError where gpu.js ran the kernel elsewhere. */
const assertMode = (run: KernelRun, { name }: KernelSource, mode: DeviceMode): void => {
  const ran = run.kernel.constructor.name;
  if (ran !== KERNEL_CLASSES[mode])
    throw new DeviceError(`gpu.js ran the kernel ${name} as ${ran}, not in the mode ${mode}.`, true);
};

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
