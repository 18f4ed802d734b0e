import type { Scenario } from '../stage/stage.ts';
import { until } from '../stage/until.ts';

/** The worker that concludes a check is killed in doing so; another concludes it. */
export const concluderKilled: Scenario = async ({ fleet: open, problems, sameReport, say }) => {
  const fleet = await open();
  const tiny = await problems.tiny();
  const victim = await fleet.startWorker([], {
    preload: { name: 'end-in-task', env: { FAULT_KIND: 'conclude', FAULT_HOW: 'worker' } },
  });
  const waiting = fleet.submitAndWait(tiny);
  await victim.ended;
  say(`${victim.name} is killed while it concludes`);
  const other = await fleet.startWorker();
  await sameReport(waiting, tiny);
  await until('the other one took the conclusion over', () =>
    other.log().some(({ msg }) => msg.startsWith('taken over')),
  );
};
