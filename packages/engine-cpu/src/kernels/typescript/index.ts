import type { CreateKernels } from '../kernels.ts';
import { costsIn } from './costs.ts';
import { incrementsIn } from './increments.ts';
import { multiplyIn, spreadIn } from './product.ts';

/** The kernels in plain TypeScript, for machines without WebAssembly SIMD: slower, the same bits. */
export const createTypeScriptKernels: CreateKernels = (size) => {
  const memory = new Float64Array(size);
  return {
    name: 'typescript',
    memory,
    multiply: multiplyIn(memory),
    spread: spreadIn(memory),
    increments: incrementsIn(memory),
    costs: costsIn(memory),
  };
};
