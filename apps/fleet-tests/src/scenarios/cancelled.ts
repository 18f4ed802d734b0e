import assert from 'node:assert/strict';
import { shardsUnderWay, untilMidShard } from '../stage/progress.ts';
import type { Scenario } from '../stage/stage.ts';
import { until } from '../stage/until.ts';

/** A check is cancelled while its shards run, and submitted again at once, twice: what is left of the first disturbs nobody. */
export const cancelled: Scenario = async ({ fleet: open, problems, sameReport, failsWith, say }) => {
  const fleet = await open();
  await Promise.all([fleet.startWorker(), fleet.startWorker()]);
  const slow = await problems.slow();
  for (let round = 1; round <= 2; round++) {
    const waiting = fleet.submitAndWait(slow);
    await untilMidShard(fleet, 2);
    const id = await until('the id is printed', () => /check-\w+/.exec(waiting.stderr())?.[0]);
    const { status, stderr } = await fleet.run(['cancel', id]);
    assert.equal(status, 0, stderr);
    say(`${id} is cancelled in mid-shard`);
    await failsWith(waiting, 4, /was cancelled/);
  }
  await sameReport(fleet.submitAndWait(slow), slow);
  await until('no shard runs any more', async () => (await shardsUnderWay(fleet)) === 0, 10);
};
