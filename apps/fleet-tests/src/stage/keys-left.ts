import type { Redis } from 'ioredis';

/** What BullMQ keeps of a queue for ever, or lets expire by itself: no more of it however many checks there were. */
const OF_QUEUE = /^:(runs|checks)-[\w.-]+:(meta|id|events|marker|stalled|stalled-check)$/;

/** Every key that is there beside the fixed ones of the queues. */
export const keysLeft = async (redis: Redis, prefix: string): Promise<string[]> => {
  const keys = await redis.keys('*'); // the scenario's own Redis: nobody else waits
  return keys.filter((key) => !(key.startsWith(prefix) && OF_QUEUE.test(key.slice(prefix.length)))).sort();
};
