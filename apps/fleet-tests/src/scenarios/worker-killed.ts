import { untilMidShard } from '../stage/progress.ts';
import type { Scenario } from '../stage/stage.ts';
import { until } from '../stage/until.ts';

/** A worker is killed −9 in mid-shard; another takes its shard over. */
export const workerKilled: Scenario = async ({ fleet: open, problems, sameReport, say }) => {
  const fleet = await open();
  const [victim, other] = await Promise.all([fleet.startWorker(), fleet.startWorker()]);
  const slow = await problems.slow();
  const waiting = fleet.submitAndWait(slow);
  await untilMidShard(fleet, 2);
  victim.signalAll('SIGKILL');
  say(`${victim.name} is killed in mid-shard`);
  await sameReport(waiting, slow);
  await until('the other worker says that it took a shard over', () =>
    other.log().some(({ msg }) => msg.startsWith('taken over')),
  );
};
