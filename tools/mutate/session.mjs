import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createVitest } from 'vitest/node';
import { instrument } from './instrument.mjs';

// One vitest over the specs of a plan (MUTATE_PLAN), in a process of its own that can be killed.
const planPath = process.env.MUTATE_PLAN;
const plan = JSON.parse(readFileSync(planPath, 'utf8'));
const names = new Set(plan.names);
const firstOf = new Map(plan.files.map(({ path, first }) => [path, first]));
const order = plan.specs.map(({ path }) => path);

const mutants = {
  name: 'mutants',
  enforce: 'pre',
  transform(text, id) {
    const isSource = id.startsWith(plan.sources) && /\.ts$/.test(id) && !id.endsWith('.spec.ts');
    return isSource
      ? { code: instrument(id, text, firstOf.get(id) ?? null, names).text, map: null }
      : undefined;
  },
};

class PlanSequencer {
  shard(specifications) {
    return specifications;
  }
  sort(specifications) {
    return specifications.toSorted((a, b) => order.indexOf(a.moduleId) - order.indexOf(b.moduleId));
  }
}

const vitest = await createVitest(
  'test',
  {
    root: plan.root,
    watch: false,
    fsModuleCache: false, // it would keep mutated modules, for other runs too
    pool: 'threads',
    maxWorkers: 1,
    fileParallelism: false,
    runner: `${import.meta.dirname}/runner.mjs`,
    reporters: [{}],
    sequence: { sequencer: PlanSequencer },
    testTimeout: 3_600_000, // a test runs with all its mutants
    bail: 0,
    api: false,
  },
  { plugins: [mutants] },
);
await vitest.standalone();
const all = await vitest.getRelevantTestSpecifications();

/** The modules that fail. */
const failedOf = async (paths) => {
  const { testModules } = await vitest.runTestSpecifications(
    all.filter(({ moduleId }) => paths.includes(moduleId)),
  );
  return testModules.filter((module) => !module.ok());
};

const tellFailures = (modules) => {
  for (const module of modules) {
    console.error(`${module.moduleId} fails without a mutant, at once, when it is run again, or after one:`);
    for (const test of module.children.allTests('failed'))
      console.error(`  ${test.fullName}: ${test.result().errors[0].message.split('\n')[0]}`);
    for (const { message } of module.errors()) console.error(`  ${message}`);
  }
};

/** Each mutant by itself from the first import on. */
const runFromStart = async () => {
  for (const { id, key, specs } of plan.fromStart) {
    const { name: spec, hash } = plan.specs.find(({ path }) => path === specs[0]);
    const until = Date.now() + plan.milliseconds;
    writeFileSync(plan.pulse, JSON.stringify({ key, until, spec, hash }));
    writeFileSync(planPath, JSON.stringify({ ...plan, active: id }));
    const failed = await failedOf(specs);
    const entry = failed.length > 0 ? { killed: key, how: 'failed' } : { fromStart: key };
    appendFileSync(plan.journal, `${JSON.stringify({ spec, hash, ...entry })}\n`);
  }
};

/** All mutants, test by test. A spec that can't be loaded ends it: its mutants would never be through. */
const runByTest = async () => {
  const failed = await failedOf(order);
  tellFailures(failed);
  if (failed.some((module) => module.errors().length > 0)) process.exit(1);
};

await (plan.fromStart === null ? runByTest() : runFromStart());
await vitest.close();
process.exit(0);
