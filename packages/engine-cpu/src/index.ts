// The engine
export { createCpuEngine } from './cpu-engine.ts';
export type { CpuEngineOptions } from './cpu-engine.ts';

// What the benchmark compares it with
export { productOperations, productPeak } from './measure.ts';
