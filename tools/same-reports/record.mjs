import { performance } from 'node:perf_hooks';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { classicCases } from './classic-cases.mjs';
import { functionCases } from './function-cases.mjs';
import { networkCases } from './network-cases.mjs';
import { casesOfFolder } from './problem-files.mjs';
import { randomFunctionCases } from './random-function-cases.mjs';
import { randomNetworkCases } from './random-network-cases.mjs';
import { refusedCases } from './refused-cases.mjs';

// node --conditions=@gradproof/source tools/same-reports/record.mjs FILE [FOLDER…]: run by tools/same-reports.mjs.
const [file, ...folders] = process.argv.slice(2);
const examples = fileURLToPath(new URL('../../examples', import.meta.url));

const GROUPS = [
  ['networks with planted mistakes', networkCases],
  ['random networks', randomNetworkCases],
  ['functions with planted mistakes', functionCases],
  ['random functions', randomFunctionCases],
  ['refused', refusedCases],
  ['classic', classicCases],
  ...[examples, ...folders].map((folder) => [folder, () => casesOfFolder(folder)]),
];

/** Numbers that JSON has no form for, as reports have them. */
const jsonOf = (outcome) =>
  JSON.stringify(outcome, (_key, value) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );

/** What a case ends with: its report, or the kind of the error, also of one that no promise carries. */
const outcomeOf = async ({ run }) => {
  const uncaught = Promise.withResolvers();
  process.on('uncaughtException', uncaught.reject);
  try {
    return await Promise.race([run(), uncaught.promise]);
  } catch (error) {
    return { error: { kind: error.name, message: error.message } };
  } finally {
    process.off('uncaughtException', uncaught.reject);
  }
};

let running = 'none';
process.once('exit', (status) => {
  if (status === 0) return;
  console.error(`The recording ended with ${status} in the case ${running}; nothing was written.`);
});

const lines = new Map();
for (const [group, casesOf] of GROUPS) {
  const [before, began] = [lines.size, performance.now()];
  for (const one of casesOf()) {
    running = one.name;
    if (lines.has(running)) throw new Error(`Two cases are named ${running}.`);
    lines.set(running, jsonOf({ case: running, ...(await outcomeOf(one)) }));
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.error(`${group}: ${lines.size - before} cases, ${seconds} s`);
}
writeFileSync(file, `${[...lines.values()].join('\n')}\n`);
console.error(`${lines.size} cases in ${file}`);
