export { createCpuEngine } from './cpu-engine.ts';
