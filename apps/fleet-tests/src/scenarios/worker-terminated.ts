import assert from 'node:assert/strict';
import { LONG_LOCK } from '../stage/fleet.ts';
import { untilMidShard } from '../stage/progress.ts';
import type { Scenario } from '../stage/stage.ts';

/** SIGTERM in mid-shard: a worker with time finishes its shard, one without hands it back; both end by themselves. */
export const workerTerminated: Scenario = async ({ fleet: open, problems, sameReport, say }) => {
  const fleet = await open();
  const [patient, hasty] = await Promise.all([
    fleet.startWorker(['--grace', '30', ...LONG_LOCK]),
    fleet.startWorker(['--grace', '0']),
  ]);
  const slow = await problems.slow();
  const waiting = fleet.submitAndWait(slow);
  await untilMidShard(fleet, 2);
  for (const worker of [patient, hasty]) worker.signal('SIGTERM');
  for (const worker of [patient, hasty]) {
    const { status, stderr } = await worker.ended;
    assert.equal(status, 0, stderr);
  }
  const returned = (worker: typeof hasty) =>
    worker.log().filter(({ outcome }) => outcome === 'returned').length;
  assert.equal(returned(patient), 0, 'the patient one handed a shard back');
  say(`the patient one finished its shard; the hasty one handed ${returned(hasty)} back`);
  await fleet.startWorker();
  await sameReport(waiting, slow);
};
