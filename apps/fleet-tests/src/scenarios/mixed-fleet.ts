import assert from 'node:assert/strict';
import type { WorkerProcess } from '../stage/fleet.ts';
import type { Scenario } from '../stage/stage.ts';
import { until } from '../stage/until.ts';

/** How a worker of float32 is started: gpu.js's WebAssembly is there everywhere. */
export const GPU_WORKER = ['--engine', 'gpu', '--device', 'webasm'] as const;

/** Ids of the checks that a worker computed for, each once. */
const checksOf = (worker: WorkerProcess): string[] => [
  ...new Set(worker.log().flatMap(({ job }) => job?.slice(0, 'check-'.length + 40) ?? [])),
];

/** Workers of both precisions: each check is computed in one arithmetic alone, and waits, aloud, while its workers are missing. */
export const mixedFleet: Scenario = async ({ fleet: open, problems, sameReport, failsWith, say }) => {
  const fleet = await open();
  const [inFloat64, inFloat32] = await Promise.all([problems.medium('cpu'), problems.medium('gpu')]);
  const cpu = await fleet.startWorker();
  await failsWith(
    fleet.submitAndWait(inFloat32),
    4,
    /No worker of the gpu engine \(float32\) is there, but one/,
  );
  const gpu = await fleet.startWorker(GPU_WORKER);
  await Promise.all(
    [inFloat64, inFloat32].map((problem) => sameReport(fleet.submitAndWait(problem), problem)),
  );
  const [ofCpu, ofGpu] = [checksOf(cpu), checksOf(gpu)];
  assert.deepEqual([ofCpu.length, ofGpu.length], [1, 1]);
  assert.notEqual(ofCpu[0], ofGpu[0]);
  const runs = gpu.log().filter(({ kind }) => kind === 'run').length;
  assert.ok(runs > 5, `the check in float32 was cut into ${runs} runs`);
  say(`the worker of float32 computed ${runs} runs of one check, the other worker none of it`);

  cpu.signal('SIGTERM');
  await cpu.ended;
  const again = { ...inFloat64, options: [...inFloat64.options, '--seed', '1'] };
  const waiting = fleet.submitAndWait(again);
  await until('the waiting command says who is missing', () =>
    /Only workers of the gpu engine \(float32\) are there/.test(waiting.stderr()),
  );
  await fleet.startWorker();
  await sameReport(waiting, again);
};
