import { untilMidShard } from '../stage/progress.ts';
import type { Scenario } from '../stage/stage.ts';

const shifted = (seconds: string) => ({
  preload: { name: 'shift-clock' as const, env: { SHIFT_SECONDS: seconds } },
});

/** The clocks of two workers are an hour before and an hour behind, and one of them is killed in mid-shard. */
export const clocksApart: Scenario = async ({ fleet: open, problems, sameReport, say }) => {
  const fleet = await open();
  const [early, late] = await Promise.all([
    fleet.startWorker([], shifted('-3600')),
    fleet.startWorker([], shifted('3600')),
  ]);
  say(`${early.name} is an hour behind, ${late.name} an hour before`);
  const slow = await problems.slow();
  const waiting = fleet.submitAndWait(slow);
  await untilMidShard(fleet, 2);
  late.signalAll('SIGKILL');
  say('the second is killed in mid-shard');
  await sameReport(waiting, slow);
};
