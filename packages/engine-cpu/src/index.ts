export { createCpuEngine } from './cpu-engine.ts';
export type { CpuEngineOptions } from './cpu-engine.ts';
