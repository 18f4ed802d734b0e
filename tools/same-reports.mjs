import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compareFiles } from './same-reports/compare-files.mjs';
import { root } from './install.mjs';

// Whether a refactoring changes a report: record the reports of every example and planted case before it and after it, and compare them.
const USAGE = `npm run same-reports -- record FILE [FOLDER…]
  checks every example, every planted case and every problem below the folders, and writes the reports: a line of JSON each
npm run same-reports -- compare BEFORE AFTER [--ulps N]
  compares two such files: seconds, reasons and messages may differ, and numbers by N units in the last place (default: 0)
Exit status: 0 the same, 1 not the same, 2 bad usage`;

/** Runs the recording with Node of this repository, and our packages from their sources. */
const record = (args) => {
  const program = fileURLToPath(new URL('same-reports/record.mjs', import.meta.url));
  const { status } = spawnSync('node', ['--conditions=@gradproof/source', program, ...args], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${root}node_modules/.bin:${process.env.PATH}` },
  });
  return status ?? 1;
};

const main = ([command, ...args]) => {
  const options = { ulps: { type: 'string', default: '0' } };
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const ulps = Number(values.ulps);
  if (!(Number.isSafeInteger(ulps) && ulps >= 0))
    throw new RangeError(`--ulps is ${values.ulps}; it must be an integer >= 0.`);
  if (command === 'record' && positionals.length >= 1) return record(positionals);
  if (command === 'compare' && positionals.length === 2) return compareFiles(...positionals, ulps);
  console.error(USAGE);
  return 2;
};

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error(`same-reports: ${error.message}`);
  process.exitCode = 2;
}
