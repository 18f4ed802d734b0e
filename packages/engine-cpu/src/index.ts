export { createCpuEngine } from './cpu-engine.ts';
export { productOperations, productPeak } from './measure.ts';
export type { CpuEngineOptions } from './cpu-engine.ts';
