// For tests of what builds on the fleet; not part of the published package.

export { announceWorker } from './announce-worker.ts';
export { freePort } from './free-port.ts';
export { layeredProblem } from './layered-problem.ts';
export { createMemoryChunkStore } from './memory-chunk-store.ts';
export type { MemoryChunkStore } from './memory-chunk-store.ts';
export { startRedis } from './redis-server.ts';
export type { TestRedis, TestRedisOptions } from './redis-server.ts';

// what goes over the wire, and how checks are cut
export { resultSchema } from '../schemas/check-results.ts';
export { SCHEMA } from '../schemas/check-spec.ts';
export { baselineResultSchema } from '../schemas/baseline-result.ts';
export { fleetRuns } from '../flow/fleet-runs.ts';
export { functionRuns } from '../flow/function-runs.ts';
