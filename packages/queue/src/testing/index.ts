export { freePort } from './free-port.ts';
export { startRedis } from './redis-server.ts';
export type { TestRedis, TestRedisOptions } from './redis-server.ts';
