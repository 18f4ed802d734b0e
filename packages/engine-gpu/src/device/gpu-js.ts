/** The modes of gpu.js that the engine runs in. */
export type DeviceMode = 'webgpu' | 'webasm' | 'headlessgl' | 'cpu';

/** A matrix on its way to the device. */
export interface KernelInput {
  readonly value: Float32Array;
  readonly size: ArrayLike<number>;
}

/** A result that stays on the device (webgpu). */
export interface BufferResult {
  readonly type: 'WebGPUBuffer';
  readonly toArray: () => Promise<Float32Array[]>;
  readonly delete: () => void;
}

/** A compiled kernel: rows of a matrix, or a buffer that holds them. */
export interface KernelRun {
  (...args: readonly unknown[]): KernelResult | Promise<KernelResult>;
  readonly setOutput: (output: [width: number, height: number]) => unknown;
  readonly kernel: object;
  readonly destroy: () => void;
}

export type KernelResult = BufferResult | readonly Float32Array[];

/** What a device can do, and what it is called. */
export interface GpuAdapter {
  readonly info: {
    readonly vendor: string;
    readonly architecture: string;
    readonly device: string;
    readonly description: string;
    readonly isFallbackAdapter?: boolean;
  };
  readonly limits: { readonly maxStorageBufferBindingSize: number; readonly maxBufferSize: number };
}

/** A device's handle: what the engine subscribes to. */
export interface GpuDevice {
  onuncapturederror: ((event: { readonly error: Error }) => void) | null;
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>;
}

/** Makes kernels in one mode. */
export interface Gpu {
  readonly createKernel: (source: string, settings: object) => KernelRun;
  readonly destroy: () => Promise<void>;
}

/** What of gpu.js is used. Its own types lack WebGPUContext, and declare input as a type. */
export interface GpuJs {
  readonly GPU: new (settings: { readonly mode: DeviceMode }) => Gpu;
  readonly input: (values: Float32Array, size: [width: number, height: number]) => KernelInput;
  readonly WebGPUContext: {
    readonly acquire: () => Promise<{ readonly adapter: GpuAdapter; readonly device: GpuDevice }>;
    readonly destroy: () => Promise<void>;
  };
  readonly HeadlessGLKernel: { readonly isSupported: boolean };
  readonly WebAssemblyKernel: { readonly isSupported: boolean };
}

/** gpu.js, loaded when it is first needed: it is heavy. */
export const loadGpuJs = async (): Promise<GpuJs> => {
  const { gpuJs } = await import('./gpu-js-package.ts');
  return gpuJs as GpuJs;
};
