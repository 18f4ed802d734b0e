import assert from 'node:assert/strict';
import type { Scenario } from '../stage/stage.ts';

/** Every shard is delivered twice, to two workers at the same time. */
export const everyShardTwice: Scenario = async ({ fleet: open, problems, sameReport, say }) => {
  const fleet = await open();
  const { look, redis } = fleet;
  const slow = await problems.slow();
  await fleet.submit(slow);
  const [wait] = await look.keys(`${redis.prefix}:runs-*:wait`);
  const jobs = await look.lrange(wait!, 0, -1);
  await look.del(wait!);
  await look.rpush(wait!, ...jobs.flatMap((job) => [job, job]));
  say(`each of ${jobs.length} shards stands in the queue twice`);
  const workers = await Promise.all([fleet.startWorker(), fleet.startWorker()]);
  await sameReport(fleet.submitAndWait(slow), slow);
  const runs = workers.flatMap((worker) => worker.log().filter(({ kind }) => kind === 'run'));
  assert.ok(runs.length > jobs.length, 'no shard was computed twice');
  say(`${runs.length} runs were computed for ${jobs.length} shards`);
};
