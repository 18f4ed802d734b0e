export { announceWorker } from './announce-worker.ts';
export { freePort } from './free-port.ts';
export { layeredProblem } from './layered-problem.ts';
export { createMemoryChunkStore } from './memory-chunk-store.ts';
export type { MemoryChunkStore } from './memory-chunk-store.ts';
export { startRedis } from './redis-server.ts';
export type { TestRedis, TestRedisOptions } from './redis-server.ts';
