import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * What has come out so far, a line of JSON each, appended by every session. An outcome holds as long as the text of the mutant's file (part
 * of its key) and the text of the spec (its hash) are the same.
 */
export const openJournal = (path) => {
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path)) appendFileSync(path, '');
  return path;
};

/** `hashes`: of today's specs, by name. */
export const readJournal = (path, hashes) => {
  const state = { killed: new Set(), met: new Set(), bySpec: new Map() };
  for (const text of readFileSync(path, 'utf8').split('\n')) {
    if (text === '') continue;
    const entry = JSON.parse(text);
    if (hashes.get(entry.spec) === entry.hash) takeEntry(state, entry);
  }
  return state;
};

/** What a spec has left alive: altogether (`through`), a test at a time (`tests`), and what it met while it was loaded. */
export const specState = ({ bySpec }, name) => {
  if (!bySpec.has(name))
    bySpec.set(name, {
      through: new Set(),
      tests: new Map(),
      loaded: new Set(),
      fromStart: new Set(),
      milliseconds: 0,
    });
  return bySpec.get(name);
};

const takeEntry = (state, entry) => {
  const spec = specState(state, entry.spec);
  if (entry.killed !== undefined) state.killed.add(entry.killed);
  if (entry.fromStart !== undefined) spec.fromStart.add(entry.fromStart);
  if (entry.through !== undefined) {
    entry.through.forEach((key) => spec.through.add(key));
    entry.loaded.forEach((key) => spec.loaded.add(key).size && state.met.add(key));
    spec.milliseconds = entry.milliseconds;
  }
  if (entry.survived !== undefined) {
    const keys = spec.tests.get(entry.test) ?? new Set();
    entry.survived.forEach((key) => keys.add(key) && state.met.add(key));
    spec.tests.set(entry.test, keys);
  }
};
