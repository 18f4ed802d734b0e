import assert from 'node:assert/strict';
import type { Fleet } from '../stage/fleet.ts';
import type { Scenario } from '../stage/stage.ts';
import { until } from '../stage/until.ts';

/** What BullMQ does with a job whose worker lost its lock: it goes back to the queue, while that worker still computes. */
const TAKE_AWAY = `
if redis.call('DEL', KEYS[1]) == 0 or redis.call('LREM', KEYS[2], 1, ARGV[1]) == 0 then return 0 end
redis.call('SREM', KEYS[3], ARGV[1])
redis.call('RPUSH', KEYS[4], ARGV[1])
redis.call('ZADD', KEYS[5], 0, '0')
return 1`;

/** Takes every shard away from the first worker that computes it; ids of those that were. */
const redeliver = async ({ look }: Fleet, queue: string, seen: Set<string>): Promise<void> => {
  const keys = (job: string) =>
    [`${job}:lock`, 'active', 'stalled', 'wait', 'marker'].map((key) => queue + key);
  for (const job of await look.lrange(`${queue}active`, 0, -1)) {
    if (seen.has(job)) continue;
    if ((await look.eval(TAKE_AWAY, 5, ...keys(job), job)) === 1) seen.add(job);
  }
};

/** Every shard is delivered twice: its first worker computes on while a second one does. */
export const everyShardTwice: Scenario = async ({ fleet: open, problems, sameReport, say }) => {
  const fleet = await open();
  const workers = await Promise.all([fleet.startWorker(), fleet.startWorker()]);
  const slow = await problems.slow();
  const waiting = fleet.submitAndWait(slow);
  const [wait] = await until('shards wait', async () => {
    const lists = await fleet.look.keys(`${fleet.redis.prefix}:runs-*:wait`);
    return lists.length > 0 && lists;
  });
  const queue = wait!.slice(0, -'wait'.length);
  const seen = new Set<string>();
  await until('the check ends', async () => {
    await redeliver(fleet, queue, seen);
    return waiting.stdout() !== '' || !waiting.isThere();
  });
  await sameReport(waiting, slow);
  const runs = workers.flatMap((worker) => worker.log().filter(({ kind }) => kind === 'run'));
  say(`${seen.size} shards were taken away in mid-shard, ${runs.length} runs computed`);
  assert.ok(seen.size >= 8, 'most shards were not delivered twice');
};
