import assert from 'node:assert/strict';
import { LONG_LOCK } from '../stage/fleet.ts';
import { untilMidShard } from '../stage/progress.ts';
import type { Scenario } from '../stage/stage.ts';

/** The command that waits is killed −9; submitting again joins the running check, and later has its report at once. */
export const waiterKilled: Scenario = async ({ fleet: open, problems, sameReport, say }) => {
  const fleet = await open();
  const worker = await fleet.startWorker(LONG_LOCK);
  const slow = await problems.slow();
  const first = fleet.submitAndWait(slow);
  await untilMidShard(fleet, 1);
  first.signalAll('SIGKILL');
  say('the waiting command is killed');
  await sameReport(fleet.submitAndWait(slow), slow);
  await sameReport(fleet.submitAndWait(slow), slow);
  const runs = worker
    .log()
    .filter(({ kind }) => kind === 'run')
    .map(({ job }) => job);
  assert.equal(new Set(runs).size, runs.length, 'a shard was computed twice');
  say('no shard was computed twice');
};
