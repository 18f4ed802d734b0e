import type { CreateKernels, Kernels } from './kernels.ts';
import { createTypeScriptKernels } from './typescript/index.ts';
import { createWebAssemblyKernels, hasWebAssemblyKernels } from './web-assembly.ts';

/** The kernels of that name. */
export const kernelsNamed = (name: Kernels['name']): CreateKernels =>
  name === 'webassembly' ? createWebAssemblyKernels : createTypeScriptKernels;

/** The fastest kernels that this machine runs. Both give the same bits. */
export const bestKernels = (): Kernels['name'] => (hasWebAssemblyKernels() ? 'webassembly' : 'typescript');
