import { untilMidShard } from '../stage/progress.ts';
import type { Scenario } from '../stage/stage.ts';
import { until } from '../stage/until.ts';

/** Redis runs out of memory: before the check submitting says so; during it the waiting command does, and the check ends when there is memory. */
export const redisOutOfMemory: Scenario = async ({ fleet: open, problems, sameReport, failsWith, say }) => {
  const fleet = await open();
  const limitMemory = (bytes: string) => fleet.look.config('SET', 'maxmemory', bytes);
  const slow = await problems.slow();
  await limitMemory('1'); // less than an empty Redis has
  say('Redis has no memory left');
  await failsWith(fleet.submitAndWait(slow), 4, /Redis is out of memory/);
  await limitMemory('0'); // no limit
  await Promise.all([fleet.startWorker(), fleet.startWorker()]);
  const waiting = fleet.submitAndWait(slow);
  await untilMidShard(fleet, 2);
  await limitMemory('1');
  say('it has none again, in mid-shard');
  await until('the waiting command says so', () => /Redis is out of memory/.test(waiting.stderr()));
  await limitMemory('0');
  say('it has memory again');
  await sameReport(waiting, slow);
};
