import type { Scenario } from '../stage/stage.ts';
import { until } from '../stage/until.ts';

/** A worker of another version of the arithmetic takes nothing, and the waiting command names it; the right one ends the check. */
export const otherArithmetic: Scenario = async ({ fleet: open, problems, sameReport, say }) => {
  const fleet = await open();
  const other = await fleet.startWorker([], { preload: { name: 'other-arithmetic' } });
  const tiny = await problems.tiny();
  const waiting = fleet.submitAndWait(tiny);
  const said = await until('the waiting command names the worker', () =>
    waiting
      .stderr()
      .split('\n')
      .find((line) => line.includes(other.name) && line.includes('v8.99')),
  );
  say(said);
  await fleet.startWorker();
  await sameReport(waiting, tiny);
};
