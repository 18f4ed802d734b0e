import { setTimeout as pause } from 'node:timers/promises';
import { untilMidShard } from '../stage/progress.ts';
import type { Scenario } from '../stage/stage.ts';

/** Longer than the outage after which BullMQ 6.0.10 to 6.1.2 never took a job again. */
const OUTAGE_MILLISECONDS = 6500;

/** Redis is killed −9 while shards run and comes back with its append-only file after more than 6 s. */
export const redisKilled: Scenario = async ({ fleet: open, problems, sameReport, say }) => {
  const fleet = await open({ appendonly: true });
  await Promise.all([fleet.startWorker(), fleet.startWorker()]);
  const slow = await problems.slow();
  const waiting = fleet.submitAndWait(slow);
  await untilMidShard(fleet, 2);
  await fleet.redis.kill9();
  say('Redis is killed');
  await pause(OUTAGE_MILLISECONDS); // the fault itself: no condition to wait for
  await fleet.redis.restart();
  say('Redis is back with its file');
  await sameReport(waiting, slow);
  const tiny = await problems.tiny();
  await sameReport(fleet.submitAndWait(tiny), tiny);
};
