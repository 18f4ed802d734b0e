export { loadModule } from './module/load-module.ts';
export { openProblem } from './open-problem.ts';
export type { OpenOptions, OpenProblem } from './open-problem.ts';
