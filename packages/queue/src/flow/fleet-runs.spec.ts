import { totalWork } from '@gradproof/core/fleet';
import { describe, expect, it } from 'vitest';
import { layeredProblem } from '../testing/layered-problem.ts';
import { fleetRuns } from './fleet-runs.ts';

const { problem } = layeredProblem(1024, 100, 40); // a unit's row is a block: runs end where they should
const WORK = totalWork(problem, 'incremental');
const runsOf = (shardOperations: number, seconds?: number) =>
  fleetRuns(problem, 'incremental', { engine: { shardOperations }, seconds }).length;

describe('runs for a device', () => {
  it('take half a second of it at least: as many operations as it does then', () => {
    expect(runsOf(WORK)).toBe(1); // 0.2 s in all
    const runs = runsOf((0.2 / 10) * WORK); // 10 s in all, in whole rows of 0.1 s
    expect(runs).toBeLessThanOrEqual(20);
    expect(runs).toBeGreaterThan(15);
  });

  it('are more on a slower device', () => {
    expect(runsOf(WORK / 100)).toBeGreaterThan(runsOf(WORK / 10));
  });

  it('are as long as they are asked to be', () => {
    expect(runsOf((0.2 / 10) * WORK, 5)).toBeLessThanOrEqual(3);
    expect(runsOf((0.2 / 10) * WORK, 20)).toBe(1);
  });

  it('are fewer than on a processor that is slower', () => {
    const onProcessor = fleetRuns(problem, 'incremental', { seconds: 1e-4 }).length;
    expect(runsOf(0.2 * 1.5e10, 1e-4)).toBe(onProcessor);
    expect(runsOf(0.2 * 1.5e11, 1e-4)).toBeLessThan(onProcessor);
  });
});
