export { runWorker } from './run-worker.ts';
export type { WorkerOptions } from './program.ts';
