import { untilMidShard } from '../stage/progress.ts';
import type { Scenario } from '../stage/stage.ts';
import { until } from '../stage/until.ts';

/** Every worker is killed −9; the waiting command says that none is there, and a new one ends the check. */
export const allWorkersKilled: Scenario = async ({ fleet: open, problems, sameReport, say }) => {
  const fleet = await open();
  const workers = await Promise.all([fleet.startWorker(), fleet.startWorker()]);
  const slow = await problems.slow();
  const waiting = fleet.submitAndWait(slow);
  await untilMidShard(fleet, 2);
  for (const worker of workers) worker.signalAll('SIGKILL');
  say('both workers are killed in mid-shard');
  await until('the waiting command says so', () => /No worker is there/.test(waiting.stderr()));
  await fleet.startWorker();
  say('a new worker is there');
  await sameReport(waiting, slow);
};
