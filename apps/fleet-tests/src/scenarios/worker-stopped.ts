import { untilMidShard } from '../stage/progress.ts';
import type { Scenario } from '../stage/stage.ts';
import { until } from '../stage/until.ts';

/** A worker is stopped for longer than its lock, and goes on when another already computes its shard: both finish it. */
export const workerStopped: Scenario = async ({ fleet: open, problems, sameReport, say }) => {
  const fleet = await open();
  const [stopped, other] = await Promise.all([fleet.startWorker(), fleet.startWorker()]);
  const slow = await problems.slow();
  const waiting = fleet.submitAndWait(slow);
  await untilMidShard(fleet, 2);
  stopped.signalAll('SIGSTOP');
  say(`${stopped.name} is stopped in mid-shard`);
  await until('the other one takes its shard over', () =>
    other.log().some(({ msg }) => msg.startsWith('taken over')),
  );
  stopped.signalAll('SIGCONT');
  say('it goes on');
  await sameReport(waiting, slow);
};
