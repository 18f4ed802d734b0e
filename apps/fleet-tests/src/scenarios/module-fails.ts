import { rightModule, TERMS, writeModules } from '../stage/modules.ts';
import type { Scenario } from '../stage/stage.ts';

/** What modules do at one coordinate, and what is said of it. */
const FAILURES: Readonly<Record<string, readonly [atPlace: string, message: RegExp]>> = {
  throws: ["throw new RangeError('no tape');", /: cost of throws\.ts threw RangeError \(at throws\.ts:\d+:\d+\): no tape \(evaluated at .*w\[9\] = 0\.9\d+.*\)/],
  exits: ['process.exit(3);', /: exits\.ts ended with status 3 instead of answering cost.*\(evaluated at .*w\[9\] /],
  hangs: ['for (;;);', /: hangs\.ts gave no answer to cost within 5 s and was ended.*--evaluation-seconds.*\(evaluated at .*w\[9\] /],
  grows: ['const all = []; for (;;) all.push(Buffer.alloc(2 ** 25, 1));', /: grows\.ts needed more than 256 MiB of memory.*--module-memory.*\(evaluated at .*w\[9\] /],
  looks: ['throw new Error(`env: ${Object.keys(process.env).sort()}.`);', /: env: ((HOME|LANG|PATH|TMPDIR),?)+\. \(evaluated at .*w\[9\] /],
}; // prettier-ignore

/** Modules that throw, exit, hang, grow and look for secrets fail their own checks, each with the cause; others beside them end as they should. */
export const moduleFails: Scenario = async ({ fleet: open, problems, sameReport, failsWith }) => {
  const failing = Object.entries(FAILURES).map(([name, [atPlace]]) => [`${name}.ts`, rightModule(atPlace)]);
  const modules = await writeModules({
    ...(Object.fromEntries(failing) as Record<string, string>),
    'right.ts': rightModule(),
    'terms.ts': TERMS,
  });
  try {
    const fleet = await open();
    const options = ['--modules', modules.folder, '--module-memory', '256', '--evaluation-seconds', '5'];
    await Promise.all([fleet.startWorker(options), fleet.startWorker(options)]);
    const [right, tiny] = [modules.module('right.ts', '1e-9'), await problems.tiny()];
    await Promise.all([
      ...Object.entries(FAILURES).map(([name, [, message]]) =>
        failsWith(fleet.submitAndWait(modules.module(`${name}.ts`)), 2, message),
      ),
      sameReport(fleet.submitAndWait(right), right),
      sameReport(fleet.submitAndWait(tiny), tiny),
    ]);
  } finally {
    await modules.remove();
  }
};
