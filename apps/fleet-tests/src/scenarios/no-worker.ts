import type { Scenario } from '../stage/stage.ts';
import { until } from '../stage/until.ts';

/** No worker is there: the waiting command says so and goes on waiting. */
export const noWorker: Scenario = async ({ fleet: open, problems, sameReport }) => {
  const fleet = await open();
  const tiny = await problems.tiny();
  const waiting = fleet.submitAndWait(tiny);
  await until('the waiting command says so', () => /No worker is there/.test(waiting.stderr()));
  await fleet.startWorker();
  await sameReport(waiting, tiny);
};
