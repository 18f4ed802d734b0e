import { readFileSync } from 'node:fs';
import { generalCost, generalIncrement } from './general.ts';
import type { CostKernel, CreateKernels, IncrementKernel, Kernels } from './kernels.ts';

const PAGE_BYTES = 65_536;

/** What assembly/index.ts exports. */
interface KernelExports {
  readonly multiply: Kernels['multiply'];
  readonly spread: Kernels['spread'];
  readonly incrementRelu: IncrementKernel;
  readonly incrementLeakyRelu: IncrementKernel;
  readonly incrementElu: IncrementKernel;
  readonly incrementSoftplus: IncrementKernel;
  readonly incrementGelu: IncrementKernel;
  readonly incrementTanh: IncrementKernel;
  readonly incrementSigmoid: IncrementKernel;
  readonly costBinaryCrossEntropy: CostKernel;
  readonly costSoftmaxCrossEntropy: CostKernel;
  readonly costMeanSquaredError: CostKernel;
}

/** Compiled when it is first asked for; null where WebAssembly has no SIMD. */
let compiled: WebAssembly.Module | null | undefined;

const kernelModule = (): WebAssembly.Module | null => {
  if (compiled !== undefined) return compiled;
  const bytes = readFileSync(new URL('../../wasm/kernels.wasm', import.meta.url));
  return (compiled = WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null);
};

/** True where this machine runs WebAssembly with SIMD. */
export const hasWebAssemblyKernels = (): boolean => kernelModule() !== null;

/** The kernels in WebAssembly, two float64 numbers an instruction. Throws where hasWebAssemblyKernels() is false. */
export const createWebAssemblyKernels: CreateKernels = (size) => {
  const module = kernelModule();
  if (module === null) throw new Error('WebAssembly SIMD is missing here');
  const pages = Math.max(1, Math.ceil((size * Float64Array.BYTES_PER_ELEMENT) / PAGE_BYTES));
  const pool = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const memory = new Float64Array(pool.buffer);
  const cost = (...args: [kind: number, rows: number, deltas: number, sign: number, z: number, y: number]) =>
    generalCost(memory, ...args);
  const env = { memory: pool, increment: generalIncrement, cost };
  const kernels = new WebAssembly.Instance(module, { env, 'assembly/env': env })
    .exports as unknown as KernelExports;
  return {
    name: 'webassembly',
    memory,
    multiply: kernels.multiply,
    spread: kernels.spread,
    increments: {
      relu: kernels.incrementRelu,
      'leaky-relu': kernels.incrementLeakyRelu,
      elu: kernels.incrementElu,
      softplus: kernels.incrementSoftplus,
      gelu: kernels.incrementGelu,
      tanh: kernels.incrementTanh,
      sigmoid: kernels.incrementSigmoid,
    },
    costs: {
      'binary-cross-entropy': kernels.costBinaryCrossEntropy,
      'softmax-cross-entropy': kernels.costSoftmaxCrossEntropy,
      'mean-squared-error': kernels.costMeanSquaredError,
    },
  };
};
