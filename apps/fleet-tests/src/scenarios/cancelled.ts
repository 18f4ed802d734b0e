import assert from 'node:assert/strict';
import { childrenOf } from '../stage/family-of.ts';
import { shardsUnderWay, untilMidShard } from '../stage/progress.ts';
import type { Scenario } from '../stage/stage.ts';
import { until } from '../stage/until.ts';

/**
 * A check is cancelled while its shards run, and submitted again at once, twice: what is left of the first disturbs nobody. The processes
 * that compute are stopped before, or the check could end first; the first time they go on and hear of it, the second time they hear nothing.
 */
export const cancelled: Scenario = async ({ fleet: open, problems, sameReport, failsWith, say }) => {
  const fleet = await open();
  const workers = await Promise.all([fleet.startWorker(), fleet.startWorker()]);
  const slow = await problems.slow();
  for (const goOn of [true, false]) {
    const waiting = fleet.submitAndWait(slow);
    await untilMidShard(fleet, 2);
    const computing = (await Promise.all(workers.map(({ pid }) => childrenOf(pid)))).flat();
    for (const pid of computing) process.kill(pid, 'SIGSTOP');
    const id = await until('the id is printed', () => /check-\w+/.exec(waiting.stderr())?.[0]);
    const { status, stderr } = await fleet.run(['cancel', id]);
    assert.equal(status, 0, stderr);
    say(`${id} is cancelled in mid-shard`);
    if (goOn) for (const pid of computing) process.kill(pid, 'SIGCONT');
    await failsWith(waiting, 4, /was cancelled/);
    await until('its shards are under way no more', async () => (await shardsUnderWay(fleet)) === 0);
  }
  await sameReport(fleet.submitAndWait(slow), slow);
};
