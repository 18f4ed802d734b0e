import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Keys } from '../flow/names.ts';
import { engineDescriptionSchema } from '../schemas/engine-description.ts';

/** A worker as it announces itself. */
const workerInfoSchema = z.strictObject({
  name: z.string().max(1000),
  engine: engineDescriptionSchema,
  concurrency: z.number().int().positive(),
  /** What it can compute beside problems of layers; absent without a folder of modules. */
  modules: z.strictObject({ arithmetic: z.string(), versions: z.record(z.string(), z.string()) }).optional(),
  /** Ids of the checks that it computes for. */
  running: z.array(z.string()),
});

/** A worker as it announced itself. */
export type WorkerInfo = z.infer<typeof workerInfoSchema>;

/** A worker without a heartbeat for this long is gone. */
const SILENCE_MILLISECONDS = 8_000;

/** Redis's own clock in milliseconds: those of the machines may be hours apart. */
export const redisTime = async (redis: Redis): Promise<number> => {
  const [seconds, microseconds] = await redis.time();
  return Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000);
};

/** Heartbeat: writes the worker's description and the time. */
export const announce = async (redis: Redis, keys: Keys, info: WorkerInfo): Promise<void> => {
  const now = await redisTime(redis);
  await redis
    .multi()
    .hset(keys.workerInfo, info.name, JSON.stringify(info))
    .zadd(keys.workers, now, info.name)
    .exec();
};

/** Removes the worker from the list; not in a transaction, which a Redis without memory refuses whatever is in it. */
export const withdraw = async (redis: Redis, keys: Keys, name: string): Promise<void> => {
  await redis.hdel(keys.workerInfo, name);
  await redis.zrem(keys.workers, name);
};

const infoOf = (text: string | null): WorkerInfo[] => {
  try {
    return [workerInfoSchema.parse(JSON.parse(text ?? ''))];
  } catch {
    return []; // not written by a worker of ours
  }
};

/** The workers whose last heartbeat is recent; the others are removed from the list. */
export const liveWorkers = async (redis: Redis, keys: Keys): Promise<WorkerInfo[]> => {
  const oldest = (await redisTime(redis)) - SILENCE_MILLISECONDS;
  const gone = await redis.zrangebyscore(keys.workers, '-inf', oldest);
  for (const name of gone) await withdraw(redis, keys, name);
  const names = await redis.zrange(keys.workers, '0', '-1');
  if (names.length === 0) return [];
  return (await redis.hmget(keys.workerInfo, ...names)).flatMap(infoOf);
};
