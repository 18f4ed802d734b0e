import { rightModule, TERMS, writeModules } from '../stage/modules.ts';
import type { Scenario } from '../stage/stage.ts';
import { until } from '../stage/until.ts';

/** Workers without the module, or with another version of it, say so; the one that has it ends the check, others beside it or not. */
export const moduleUnknown: Scenario = async ({ fleet: open, sameReport, failsWith, say }) => {
  const modules = await writeModules({ 'problem.ts': rightModule(), 'terms.ts': TERMS });
  const older = await writeModules({ 'problem.ts': rightModule(), 'terms.ts': `${TERMS}// older` });
  const empty = await writeModules({ 'other.ts': TERMS });
  try {
    const fleet = await open();
    const module = modules.module('problem.ts', '1e-9');
    const waiting = fleet.submitAndWait(module);
    await until('the waiting command says that nobody is there', () =>
      /No worker is there\. Start one: gradproof-worker --modules FOLDER/.test(waiting.stderr()),
    );
    await fleet.startWorker();
    await fleet.startWorker(['--modules', older.folder]);
    await fleet.startWorker(['--modules', empty.folder]);
    const nobody =
      /No worker has the module problem\.ts in the version [0-9a-f]{12} that the check asks for: .*has no modules/;
    await failsWith(waiting, 4, nobody);
    const ending = await fleet.submitAndWait(module).ended;
    await failsWith(ending, 4, nobody);
    await failsWith(ending, 4, /Start gradproof-worker --modules FOLDER/);
    await failsWith(ending, 4, /has another version of it \([0-9a-f]{12}\)/);
    await failsWith(ending, 4, /has no module of that name/);
    await fleet.startWorker(['--modules', modules.folder]);
    await sameReport(fleet.submitAndWait(module), module);
    say('the worker that has it ended the check, beside three that have not');
  } finally {
    await Promise.all([modules, older, empty].map(({ remove }) => remove()));
  }
};
