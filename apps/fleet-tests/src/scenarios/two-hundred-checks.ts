import assert from 'node:assert/strict';
import { submitMany, untilAllEnded } from '../stage/many-checks.ts';
import { bitsOf } from '../stage/references.ts';
import type { Scenario } from '../stage/stage.ts';

/** Two hundred checks are submitted at once, some of them several times; each has its own report. */
export const twoHundredChecks: Scenario = async ({ fleet: open, say }) => {
  const fleet = await open();
  await Promise.all([fleet.startWorker(), fleet.startWorker()]);
  const checks = await submitMany(fleet, 200);
  say('two hundred checks are submitted');
  const reports = await untilAllEnded(fleet, checks);
  for (const [index, { local }] of checks.entries())
    assert.equal(bitsOf(reports[index]!), bitsOf(local), `check ${index} has other bits`);
  say('each has the bits of a check on one machine');
};
