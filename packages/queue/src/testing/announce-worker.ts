import type { EngineDescription } from '@gradproof/core/fleet';
import { Redis } from 'ioredis';
import { keysOf } from '../flow/names.ts';
import { announce } from '../records/registry.ts';
import { engineDescriptionSchema } from '../schemas/engine-description.ts';
import type { TestRedis } from './redis-server.ts';

/** Lists a worker of this engine, that computes nothing: it is taken for alive for eight seconds. */
export const announceWorker = async (
  { url, prefix }: Pick<TestRedis, 'url' | 'prefix'>,
  name: string,
  engine: EngineDescription,
): Promise<void> => {
  const redis = new Redis(url);
  const description = engineDescriptionSchema.parse(engine);
  await announce(redis, keysOf(prefix), { name, engine: description, concurrency: 1, running: [] });
  redis.disconnect();
};
