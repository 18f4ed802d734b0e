import type { Scenario } from '../stage/stage.ts';

/** A check of ten million parameters in ten thousand shards: a tree of jobs. */
export const tenThousandShards: Scenario = async ({ fleet: open, problems, sameReport, say }) => {
  const fleet = await open();
  await Promise.all([fleet.startWorker(), fleet.startWorker()]);
  const countless = await problems.countless();
  const began = performance.now();
  await sameReport(fleet.submitAndWait(countless), countless);
  say(
    `ten thousand shards took ${((performance.now() - began) / 1000).toFixed(1)} s, upload and start included`,
  );
};
