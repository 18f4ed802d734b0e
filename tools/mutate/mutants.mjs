import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { constantsOf, instrument } from './instrument.mjs';
import { VARIANTS } from './runtime.mjs';

export const hashOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Another way of numbering mutants gives them other keys. */
const NUMBERING = readFileSync(`${import.meta.dirname}/instrument.mjs`, 'utf8');

/** Sources and specs beneath a folder, in order. A fixture is neither: nothing but tests use it. */
export const filesUnder = (folder) => {
  const all = globSync(`${folder}/**/*.ts`)
    .filter((path) => !/\.(d|fixture)\.ts$/.test(path))
    .sort();
  const isSpec = (path) => path.endsWith('.spec.ts');
  return { sources: all.filter((path) => !isSpec(path)), specs: all.filter(isSpec) };
};

/** The names of all constants of a package. */
export const namesUnder = (folder) =>
  new Set(filesUnder(folder).sources.flatMap((path) => constantsOf(path, readFileSync(path, 'utf8'))));

/**
 * All mutants of some files: { id, key, file, line, kind, original, change }. An id is a number among these files, a key stays the same as
 * long as the file does. `files` has the number of each file's first site.
 */
export const mutantsOf = (paths, names, root) => {
  const files = [];
  const mutants = [];
  let first = 0;
  for (const path of paths) {
    const text = readFileSync(path, 'utf8');
    const file = relative(root, path);
    const found = instrument(path, text, first, names).mutants;
    files.push({ path, first });
    const hash = hashOf(file + text + NUMBERING);
    for (const { site, variant, ...what } of found)
      mutants.push({
        id: VARIANTS * site + variant,
        key: `${hash}:${site - first}.${variant}`,
        file,
        ...what,
      });
    first = (found.at(-1)?.site ?? first - 1) + 1;
  }
  return { files, mutants };
};
