import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LONG_LOCK } from '../stage/fleet.ts';
import type { Scenario } from '../stage/stage.ts';
import { GPU_WORKER } from './mixed-fleet.ts';

/** A GPU is lost in mid-shard: the compute process is replaced, the next opens the device anew, and the check ends as if nothing had been. */
export const deviceLost: Scenario = async ({ fleet: open, problems, sameReport, say }) => {
  const fleet = await open();
  const folder = await mkdtemp(join(tmpdir(), 'gradproof-lost-'));
  try {
    const env = { FAULT_MARK: join(folder, 'lost') };
    const worker = await fleet.startWorker([...GPU_WORKER, ...LONG_LOCK], {
      preload: { name: 'device-lost', env },
    });
    const medium = await problems.medium('gpu');
    await sameReport(fleet.submitAndWait(medium), medium);
    const failures = worker.log().filter(({ outcome }) => outcome === 'failed');
    assert.equal(failures.length, 1);
    assert.match(failures[0]!.msg, /^The device webasm \(.*\) failed: .*device was lost/);
    say(failures[0]!.msg);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
