import { rightModule, TERMS, writeModules } from '../stage/modules.ts';
import type { Scenario } from '../stage/stage.ts';

/** What modules do at one coordinate, and what is said of it. */
const FAILURES: Readonly<Record<string, readonly [atPlace: string, message: RegExp]>> = {
  throws: ["throw new RangeError('no tape');", /threw at w\[9\] = 0\.9\d+ \(θ moved by .*\): .*cost of throws\.ts threw RangeError \(at throws\.ts:\d+:\d+\): no tape/],
  exits: ['process.exit(3);', /threw at w\[9\] .*exits\.ts ended with status 3 instead of answering cost/],
  hangs: ['for (;;);', /threw at w\[9\] .*hangs\.ts gave no answer to cost within 1 s and was ended.*--evaluation-seconds/],
  grows: ['const all = []; for (;;) all.push(Buffer.alloc(2 ** 22, 1));', /threw at w\[9\] .*grows\.ts needed more than 256 MiB of memory.*--module-memory/],
  looks: ['throw new Error(`env: ${Object.keys(process.env).sort()}.`);', /threw at w\[9\] .*: env: ((HOME|LANG|PATH|TMPDIR),?)+\.$/m],
}; // prettier-ignore

/** Modules that throw, exit, hang, grow and look for secrets fail their own checks, each with the cause; others beside them end as they should. */
export const moduleFails: Scenario = async ({ fleet: open, problems, sameReport, failsWith }) => {
  const failing = Object.entries(FAILURES).map(([name, [atPlace]]) => [`${name}.ts`, rightModule(atPlace)]);
  const own = await writeModules({
    ...(Object.fromEntries(failing) as Record<string, string>),
    'right.ts': rightModule(),
    'terms.ts': TERMS,
  });
  try {
    const fleet = await open();
    const options = ['--modules', own.folder, '--module-memory', '256', '--evaluation-seconds', '1'];
    await Promise.all([fleet.startWorker(options), fleet.startWorker(options)]);
    const [right, tiny] = [own.module('right.ts', '1e-9'), await problems.tiny()];
    await Promise.all([
      ...Object.entries(FAILURES).map(([name, [, message]]) =>
        failsWith(fleet.submitAndWait(own.module(`${name}.ts`)), 2, message),
      ),
      sameReport(fleet.submitAndWait(right), right),
      sameReport(fleet.submitAndWait(tiny), tiny),
    ]);
  } finally {
    await own.remove();
  }
};
