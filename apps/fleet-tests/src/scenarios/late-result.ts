import assert from 'node:assert/strict';
import { untilMidShard } from '../stage/progress.ts';
import type { Scenario } from '../stage/stage.ts';
import { until } from '../stage/until.ts';

/** A result arrives when its lock has passed to another, the check has its report, and all of it is forgotten: nothing comes of it. */
export const lateResult: Scenario = async ({ fleet: open, problems, sameReport, say }) => {
  const fleet = await open();
  const [late] = await Promise.all([fleet.startWorker(), fleet.startWorker()]);
  const slow = await problems.slow();
  const waiting = fleet.submitAndWait(slow);
  await untilMidShard(fleet, 2);
  late.signalAll('SIGSTOP');
  say(`${late.name} is stopped in mid-shard`);
  await sameReport(waiting, slow);
  const { status, stderr } = await fleet.run(['purge']);
  assert.equal(status, 0, stderr);
  const before = late.log().length;
  late.signalAll('SIGCONT');
  say('the check is forgotten; the worker goes on');
  const line = await until('its late result is refused', () =>
    late
      .log()
      .slice(before)
      .find(({ msg }) => /lock|Missing key|has ended/i.test(msg)),
  );
  say(`its log says: ${line.msg}`);
  const tiny = await problems.tiny();
  await sameReport(fleet.submitAndWait(tiny), tiny);
};
