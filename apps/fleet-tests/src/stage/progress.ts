import type { Fleet } from './fleet.ts';
import { until } from './until.ts';

/** How many shards are under way now, of all checks. */
export const shardsUnderWay = async ({ look, redis }: Fleet): Promise<number> => {
  const lists = await look.keys(`${redis.prefix}:runs-*:active`);
  const lengths = await Promise.all(lists.map((list) => look.llen(list)));
  return lengths.reduce((sum, length) => sum + length, 0);
};

/** How many shards are done, of all checks that are known. */
export const shardsDone = async ({ look, redis }: Fleet): Promise<number> => {
  const sets = await look.keys(`${redis.prefix}:done:*`);
  const sizes = await Promise.all(sets.map((set) => look.scard(set)));
  return sizes.reduce((sum, size) => sum + size, 0);
};

/** Waits until some shard is done and so many others are under way. */
export const untilMidShard = (fleet: Fleet, underWay: number): Promise<unknown> =>
  until(
    `a shard is done and ${underWay} more are under way`,
    async () => (await shardsDone(fleet)) > 0 && (await shardsUnderWay(fleet)) >= underWay,
  );
