import assert from 'node:assert/strict';
import { familyOf } from '../stage/family-of.ts';
import { openLiveMemory } from '../stage/live-memory.ts';
import { submitMany, untilAllEnded } from '../stage/many-checks.ts';
import type { Scenario } from '../stage/stage.ts';

/** Checks in whose course the worker's code gets compiled and its caches fill. */
const FIRST = 300;
const MORE = 600;
const MEBIBYTE = 2 ** 20;
/** What a process may hold more in the end, in MiB: 7 KiB a check, a tenth of what its problem takes. Compiled code comes and goes by 2.6 MiB, as measured. */
const MOST_GROWTH = 4;

/** Hundreds of checks on one worker: its processes hold no more memory after the last than after the first hundreds. */
export const memoryFlat: Scenario = async ({ fleet: open, say }) => {
  const fleet = await open();
  const live = await openLiveMemory();
  try {
    const worker = await fleet.startWorker(['--memory', '16'], { preload: live.preload });
    const heldAfter = async (first: number, count: number): Promise<Map<number, number>> => {
      await untilAllEnded(fleet, await submitMany(fleet, count, first));
      const family = await familyOf(worker.pid);
      const held = await Promise.all(
        family.map(async (pid) => [pid, (await live.of(pid)) / MEBIBYTE] as const),
      );
      const sizes = held.map(([pid, size]) => `process ${pid} ${size.toFixed(1)} MiB`);
      say(`after ${first + count} checks: ${sizes.join(', ')}`);
      return new Map(held);
    };
    const before = await heldAfter(0, FIRST);
    const after = await heldAfter(FIRST, MORE);
    assert.deepEqual([...after.keys()], [...before.keys()], 'other processes are at work');
    for (const [pid, size] of after) {
      const growth = size - before.get(pid)!;
      assert.ok(
        growth < MOST_GROWTH,
        `process ${pid} holds ${growth.toFixed(1)} MiB more after ${MORE} checks`,
      );
    }
  } finally {
    await live.close();
  }
};
