import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Scenario } from '../stage/stage.ts';
import { submitMany, untilAllEnded } from '../stage/many-checks.ts';
import { familyOf } from '../stage/family-of.ts';

const ROUND = 150;
/** What a round of checks may add, in MiB: V8's heap breathes by more than a check's few kilobytes, a leak of a problem each would be seen. */
const MOST_GROWTH = 40;

const residentMebibytes = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)![1]) / 1024;
};

/** Hundreds of checks on one worker: its processes hold no more memory after the last than after the first hundred. */
export const memoryFlat: Scenario = async ({ fleet: open, say }) => {
  const fleet = await open();
  const worker = await fleet.startWorker(['--memory', '16']);
  const memory = async () => {
    const sizes = await Promise.all((await familyOf(worker.pid)).map(residentMebibytes));
    return sizes.reduce((sum, size) => sum + size, 0);
  };
  const rounds: number[] = [];
  for (let round = 0; round < 4; round++) {
    await untilAllEnded(fleet, await submitMany(fleet, ROUND, round * ROUND));
    rounds.push(await memory());
    say(`after ${(round + 1) * ROUND} checks: ${rounds.at(-1)!.toFixed(0)} MiB`);
  }
  const growth = rounds.at(-1)! - rounds[1]!;
  assert.ok(growth < MOST_GROWTH, `memory grew by ${growth.toFixed(0)} MiB over ${2 * ROUND} checks`);
};
