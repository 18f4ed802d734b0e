import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { createRandom } from '@gradproof/core/testing';
import { startHost } from './fuzz/host-process.mjs';
import { createInputs } from './fuzz/inputs.mjs';
import { startNumpy } from './fuzz/numpy.mjs';
import { outcomes, outcomeOf } from './fuzz/outcome.mjs';

// npm run fuzz [-- --inputs 2000 | --seed 1 | --only 17]: seeded bad inputs, and how each ends. Exits with 1 when one crashes, hangs, takes more than
// 1 GB, is refused in other words than one message, or is read as other numbers than NumPy reads.
const { values: options } = parseArgs({
  options: {
    inputs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const numberOf = (name) => {
  const value = Number(options[name]);
  if (Number.isSafeInteger(value) && value >= 0 && value < 2 ** 31) return value;
  console.error(`--${name} is ${options[name]}; it must be an integer from 0.`);
  return process.exit(2);
};
const seed = numberOf('seed');
const only = options.only === undefined ? null : numberOf('only');
const [first, last] = only === null ? [0, numberOf('inputs') - 1] : [only, only];

/** Failures that are told one by one. */
const TOLD = 20;

const folder = mkdtempSync(join(tmpdir(), 'gradproof-fuzz-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const began = performance.now();
const numpy = await startNumpy();
const host = startHost();
const inputOf = await createInputs(folder);
const counts = new Map();
const failures = [];

for (let index = first; index <= last; index++) {
  const input = await inputOf(index, createRandom((Math.imul(seed, 0x9e3779b9) ^ index) >>> 0));
  const outcome = await outcomeOf(input, await host.run(input), numpy);
  const row = counts.get(input.kind) ?? Object.fromEntries(Object.keys(outcomes).map((name) => [name, 0]));
  row[outcome.name]++;
  counts.set(input.kind, row);
  if (outcomes[outcome.name].isFailure) failures.push({ index, kind: input.kind, ...outcome });
  if (only !== null) console.log(input, outcome);
}
await Promise.all([host.end(), numpy.end()]);

const total = (name) => [...counts.values()].reduce((sum, row) => sum + row[name], 0);
console.table(
  Object.fromEntries(
    [...counts].map(([kind, row]) => [
      kind,
      Object.fromEntries(Object.entries(row).map(([name, count]) => [outcomes[name].short, count])),
    ]),
  ),
);
if (!numpy.isThere) console.log('NumPy is not there: what was read is compared with nothing.');
for (const { index, kind, name, what } of failures.slice(0, TOLD))
  console.log(`--seed ${seed} --only ${index} (${kind}) ${outcomes[name].words}: ${what}`);
console.log(
  `${last - first + 1} inputs in ${((performance.now() - began) / 1000).toFixed(0)} s: ${Object.entries(
    outcomes,
  )
    .map(([name, { words }]) => `${words} ${total(name)}`)
    .join(', ')}.`,
);
process.exitCode = failures.length === 0 ? 0 : 1;
