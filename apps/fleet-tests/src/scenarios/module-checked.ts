import { rightModule, TERMS, writeModules } from '../stage/modules.ts';
import type { Scenario } from '../stage/stage.ts';
import { until } from '../stage/until.ts';

/** A function is checked by two workers that have its module, in runs within a block; one that has none takes nothing of it. */
export const moduleChecked: Scenario = async ({ fleet: open, problems, sameReport, say }) => {
  const modules = await writeModules({
    'team/problem.ts': rightModule('', '../terms.ts'),
    'terms.ts': TERMS,
  });
  try {
    const fleet = await open();
    const options = ['--modules', modules.folder];
    const [first, second, plain] = await Promise.all([
      fleet.startWorker(options),
      fleet.startWorker(options),
      fleet.startWorker(),
    ]);
    const module = modules.module('team/problem.ts', '1e-9');
    const tiny = await problems.tiny();
    await Promise.all([
      sameReport(fleet.submitAndWait(module, options), module),
      sameReport(fleet.submitAndWait(tiny), tiny),
    ]);
    const jobsOf = (worker: typeof first) => worker.log().filter(({ kind }) => kind !== undefined).length;
    await until('both workers with modules had a part in it', () => jobsOf(first) > 0 && jobsOf(second) > 0);
    say(`${jobsOf(first)} and ${jobsOf(second)} jobs, and ${jobsOf(plain)} on the worker without modules`);
    await sameReport(fleet.submitAndWait(module, options), module); // it is there already
  } finally {
    await modules.remove();
  }
};
