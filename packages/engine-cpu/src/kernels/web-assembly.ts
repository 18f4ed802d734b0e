import { compileKernels } from '#platform';
import { generalCost, generalIncrement } from './general.ts';
import { exportName, kernelActivations, kernelCosts, recordOf } from './kernel-names.ts';
import type { CostKernel, CreateKernels, IncrementKernel, Kernels } from './kernels.ts';

const PAGE_BYTES = 65_536;

/** What assembly/index.ts exports: incrementRelu, …, costMeanSquaredError, … */
interface KernelExports {
  readonly multiply: Kernels['multiply'];
  readonly spread: Kernels['spread'];
  readonly [name: `increment${string}`]: IncrementKernel;
  readonly [name: `cost${string}`]: CostKernel;
}

/** Compiled when it is first asked for. */
let compiled: WebAssembly.Module | null = null;

const kernelModule = (): WebAssembly.Module | null => {
  compiled ??= compileKernels();
  return compiled;
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
  const cost = (kind: number, rows: number, deltas: number, sign: number, z: number, y: number) =>
    generalCost(memory, kernelCosts[kind]!, rows, deltas, sign, z, y);
  const env = { memory: pool, increment: generalIncrement, cost };
  const kernels = new WebAssembly.Instance(module, { env, 'assembly/env': env })
    .exports as unknown as KernelExports;
  return {
    name: 'webassembly',
    memory,
    multiply: kernels.multiply,
    spread: kernels.spread,
    increments: recordOf(kernelActivations, (name) => kernels[`increment${exportName(name)}`]!),
    costs: recordOf(kernelCosts, (name) => kernels[`cost${exportName(name)}`]!),
  };
};
