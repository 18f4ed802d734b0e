import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { isEquivalent, staleEntries } from './equivalent.mjs';
import { readJournal, specState } from './journal.mjs';
import { filesUnder, hashOf, mutantsOf } from './mutants.mjs';
import { runSession } from './run-session.mjs';

/** A mutant that is active from the first import on may take so long. */
const FROM_START_MILLISECONDS = 120_000;

/** A package's specs: those of the folder first, then the quick ones. */
const specsOf = (packagePath, folder, root) =>
  filesUnder(`${packagePath}/src`).specs.map((path) => ({
    path,
    name: relative(root, path),
    hash: hashOf(readFileSync(path, 'utf8')),
    isNear: path.startsWith(`${folder}/`),
  }));

const stateOf = (journal, specs) =>
  readJournal(journal, new Map(specs.map(({ name, hash }) => [name, hash])));

const inOrder = (specs, state) =>
  specs.toSorted(
    (a, b) =>
      b.isNear - a.isNear || specState(state, a.name).milliseconds - specState(state, b.name).milliseconds,
  );

const aliveOf = (mutants, state) => mutants.filter(({ key }) => !state.killed.has(key));

/** What is left to do: the mutants that are alive, and the specs that some of them have not been through. */
const remaining = (mutants, specs, state, longest) => {
  const alive = aliveOf(mutants, state);
  const left = inOrder(specs, state).filter(
    ({ name }) =>
      specState(state, name).milliseconds <= longest &&
      alive.some(({ key }) => !specState(state, name).through.has(key)),
  );
  return { alive, left };
};

/** Of a spec's tests, the mutants that each has left alive. */
const doneOf = (mutants, { name }, state) => {
  const { tests, through } = specState(state, name);
  const ids = (keys) => mutants.filter(({ key }) => keys.has(key) || through.has(key)).map(({ id }) => id);
  return Object.fromEntries([...tests].map(([test, keys]) => [test, ids(keys)]));
};

/** Runs specs of one package until each mutant is killed or has been through all of them. */
const runSpecs = async (base, mutants, specs, planPath) => {
  for (;;) {
    const state = stateOf(base.journal, specs);
    const { alive, left } = remaining(mutants, specs, state, base.longest);
    if (left.length === 0) break;
    const withDone = left.map((spec) => ({ ...spec, done: doneOf(alive, spec, state) }));
    const plan = { ...base, mutants: alive, specs: withDone, fromStart: null, pulse: `${planPath}.pulse` };
    await runSession(plan, planPath);
  }
  if (base.longest === Infinity) await runFromStart(base, mutants, specs, planPath);
};

/** Survivors that a spec meets outside its tests, from the first import on: where no spec is left out. */
const runFromStart = async (base, mutants, specs, planPath) => {
  for (;;) {
    const state = stateOf(base.journal, specs);
    const fromStart = loadedOf(mutants, specs, state);
    if (fromStart.length === 0) break;
    const plan = { ...base, mutants: [], specs, fromStart, pulse: `${planPath}.pulse` };
    await runSession({ ...plan, milliseconds: FROM_START_MILLISECONDS }, planPath);
  }
};

/** Mutants that are alive and that a spec meets while it is loaded, outside its tests: a pair a line. */
const loadedOf = (mutants, specs, state) =>
  specs.flatMap((spec) => {
    const { loaded, fromStart } = specState(state, spec.name);
    return mutants
      .filter(({ key }) => loaded.has(key) && !fromStart.has(key) && !state.killed.has(key))
      .map(({ id, key }) => ({ id, key, specs: [spec.path] }));
  });

/** The first run of a package's specs has no mutants: it measures how long each of them takes. */
const measureSpecs = async (base, specs, planPath) => {
  const state = stateOf(base.journal, specs);
  const unknown = specs.filter(({ name }) => specState(state, name).milliseconds === 0);
  if (specs.length === 1 || unknown.length === 0) return;
  const withDone = unknown.map((spec) => ({ ...spec, done: {} }));
  const plan = { ...base, files: [], mutants: [], specs: withDone, fromStart: null };
  await runSession({ ...plan, pulse: `${planPath}.pulse` }, planPath);
};

/** A folder's mutants, without those that are known to be equivalent. */
const mutantsIn = ({ folder, file, except, only, names, root }) => {
  const isLeftOut = (path) => except.some((left) => path.startsWith(`${left}/`));
  const paths = filesUnder(folder).sources.filter(
    (path) => (file === undefined || path.endsWith(file)) && !isLeftOut(path),
  );
  const { files, mutants: all } = mutantsOf(paths, names, root);
  for (const { file: stale, text } of paths.flatMap((path) => staleEntries(path, all)))
    console.error(`tools/mutate/equivalent.mjs has an entry that matches nothing: ${stale}, ${text}`);
  const ofKind = all.filter(({ kind }) => only === undefined || kind === only);
  const mutants = ofKind.filter((mutant) => !isEquivalent(mutant));
  return { files, mutants, equivalent: ofKind.length - mutants.length };
};

/** Runs all mutants with a package's specs, `jobs` sessions at a time. */
const runPackage = async (
  { packagePath, names, journal, jobs, longest },
  specPackage,
  { files, mutants },
  specs,
) => {
  const base = {
    root: specPackage,
    sources: `${packagePath}/src/`,
    files,
    names: [...names],
    journal,
    longest,
  };
  const planPath = (job) => `${journal}.plan-${process.pid}-${job}.json`;
  await measureSpecs(base, specs, planPath(0));
  const shares = Array.from({ length: jobs }, (_, job) => mutants.filter((_, i) => i % jobs === job));
  await Promise.all(shares.map((share, job) => runSpecs(base, share, specs, planPath(job))));
};

/** Whether a spec has left a mutant alive in all ways that it meets it. */
const isThrough = ({ through, loaded, fromStart }, key) =>
  through.has(key) && (!loaded.has(key) || fromStart.has(key));

const outcomeOf = ({ key }, specs, state) => {
  if (state.killed.has(key)) return 'killed';
  if (!specs.every(({ name }) => isThrough(specState(state, name), key))) return 'survived so far';
  return state.met.has(key) ? 'survived' : 'met by no test';
};

/**
 * Mutates a folder of a package. `others`: paths of packages whose specs the survivors must pass, too; `longest`: specs that take longer
 * are left out, in milliseconds; `except`: folders that are left out; `run`: false only reports what is known. Returns the folder's mutants with their outcomes, and how many
 * were left out as equivalent.
 */
export const mutateFolder = async (options) => {
  const { root, packagePath, folder, others, journal, run } = options;
  const found = mutantsIn(options);
  const specs = [];
  for (const specPackage of [packagePath, ...others]) {
    const ofPackage = specsOf(specPackage, folder, root);
    const mutants = aliveOf(found.mutants, stateOf(journal, specs)); // after the specs of the packages before
    if (run) await runPackage(options, specPackage, { ...found, mutants }, ofPackage);
    specs.push(...ofPackage);
  }
  const state = stateOf(journal, specs);
  const mutants = found.mutants.map((mutant) => ({ ...mutant, outcome: outcomeOf(mutant, specs, state) }));
  return { folder: relative(root, folder), mutants, equivalent: found.equivalent };
};
