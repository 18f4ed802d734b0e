import { readFile } from 'node:fs/promises';
import { rightModule, TERMS, writeModules } from '../stage/modules.ts';
import type { Scenario } from '../stage/stage.ts';
import { until } from '../stage/until.ts';

/** On a worker, which runs it in its folder, the module tells its process's id and hangs, but only the first time that it comes here. */
const HANG_ONCE = `
if (existsSync('terms.ts') && !existsSync('pid')) { writeFileSync('pid', String(process.pid)); for (;;); }`;

const isGone = (pid: number): Promise<boolean> =>
  readFile(`/proc/${pid}/stat`, 'utf8').then(
    (stat) => /\) [ZX] /.test(stat),
    () => true,
  );

/** A worker is killed −9 while its module computes: the module's process ends by itself, and another worker ends the check. */
export const moduleOrphaned: Scenario = async ({ fleet: open, sameReport, say }) => {
  const modules = await writeModules({ 'problem.ts': rightModule(HANG_ONCE), 'terms.ts': TERMS });
  try {
    const fleet = await open();
    const options = ['--modules', modules.folder];
    const module = modules.module('problem.ts');
    const victim = await fleet.startWorker(options);
    const waiting = fleet.submitAndWait(module);
    const pid = Number(await until('the module hangs', async () => (await modules.read('pid')) || null));
    victim.signalAll('SIGKILL');
    await until(`the module's process ${pid} has ended`, () => isGone(pid), 10);
    say(`the module's process ended after its worker was killed`);
    await fleet.startWorker(options);
    await sameReport(waiting, module);
  } finally {
    await modules.remove();
  }
};
