import { performance } from 'node:perf_hooks';
import { existsSync, rmSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openJournal } from './journal.mjs';
import { namesUnder } from './mutants.mjs';
import { mutateFolder } from './mutate-folder.mjs';
import { survivorsOf, tableOf } from './table.mjs';

// npm run mutate -- [FOLDER…]: changes constants, comparisons and operators of a package, one at a time, and runs the tests that meet the
// change. Prints the changes that no test fails with, and the score of each folder.
const FOLDERS = ['numerics', 'differentiate', 'compare', 'judge', 'diagnose', 'probe'];
const root = resolve(import.meta.dirname, '../..');

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    package: { type: 'string', default: `${root}/packages/core` },
    state: { type: 'string' },
    jobs: { type: 'string', default: '1' },
    only: { type: 'string' },
    file: { type: 'string' },
    except: { type: 'string', multiple: true, default: [] }, // folders within those that are mutated
    with: { type: 'string' },
    longest: { type: 'string', default: 'Infinity' },
    report: { type: 'boolean', default: false },
    resume: { type: 'boolean', default: true },
    markdown: { type: 'boolean', default: false },
  },
  allowNegative: true,
});

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1)); // sessions end with this process

const requireOption = (holds, name, what) => {
  if (!holds) throw new Error(`--${name} is ${options[name]}; it must be ${what}.`);
};
requireOption(/^[1-9]\d*$/.test(options.jobs), 'jobs', 'a positive integer');
requireOption(Number(options.longest) > 0, 'longest', 'a number of seconds, larger than 0');
requireOption(
  [undefined, 'constants', 'comparisons'].includes(options.only),
  'only',
  'constants or comparisons',
);

const packagePath = resolve(options.package);
const journalPath = options.state ?? `${root}/.mutate/${basename(packagePath)}.jsonl`;
if (!options.resume) rmSync(journalPath, { force: true });
const journal = openJournal(resolve(journalPath));
const others = (options.with ?? '')
  .split(',')
  .filter(Boolean)
  .map((name) => `${root}/packages/${name}`);
const names = namesUnder(`${packagePath}/src`);

const folderOf = (name) => {
  const folder = `${packagePath}/src/${name}`;
  if (!existsSync(folder)) throw new Error(`${folder} doesn't exist. Name folders of ${packagePath}/src.`);
  return folder;
};

const results = [];
for (const folder of (positionals.length > 0 ? positionals : FOLDERS).map(folderOf)) {
  const start = performance.now();
  const { only, file } = options;
  const result = await mutateFolder({
    root,
    packagePath,
    folder,
    names,
    journal,
    jobs: Number(options.jobs),
    only,
    file,
    except: options.except.map(folderOf),
    others,
    longest: 1000 * Number(options.longest),
    run: !options.report,
  });
  const seconds = (performance.now() - start) / 1000;
  if (!options.report)
    console.error(
      `${result.folder}: ${result.mutants.length} mutants in ${seconds.toFixed(0)} s, ${(result.mutants.length / seconds).toFixed(1)} a second`,
    );
  results.push(result);
}
if (!options.markdown) console.log(`${survivorsOf(results).join('\n')}\n`);
console.log(tableOf(results));
