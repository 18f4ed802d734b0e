import { untilMidShard } from '../stage/progress.ts';
import type { Scenario } from '../stage/stage.ts';

/** Redis is killed and comes back empty: the check is lost, and its waiter told so; submitting again computes it. */
export const redisEmpty: Scenario = async ({ fleet: open, problems, sameReport, failsWith, say }) => {
  const fleet = await open();
  await Promise.all([fleet.startWorker(), fleet.startWorker()]);
  const slow = await problems.slow();
  const waiting = fleet.submitAndWait(slow);
  await untilMidShard(fleet, 2);
  await fleet.redis.restart(); // it keeps nothing
  say('Redis is killed, and back without its memory');
  await failsWith(waiting, 4, /Nothing is known of check-\w+: .*Submit the check again/);
  await sameReport(fleet.submitAndWait(slow), slow);
};
