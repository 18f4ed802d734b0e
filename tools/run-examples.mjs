import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// Runs every example as its reader would, and fails unless each ends as it should.
const root = fileURLToPath(new URL('..', import.meta.url));
const env = { ...process.env, PATH: `${root}node_modules/.bin:${process.env.PATH}` };

const EXAMPLES = [
  ['node examples/notebook/check.ts', 0],
  ['gradproof check examples/notebook/correct --method textbook --epsilon 1e-7', 0],
  ['gradproof check examples/notebook/buggy --method textbook --epsilon 1e-7', 1],
  ['gradproof check examples/breast-cancer', 0],
  ['gradproof check examples/breast-cancer --method textbook --epsilon 1e-7', 0],
  ['node examples/custom-function/logistic-regression.ts', 0],
  ['gradproof check examples/custom-function/problem.ts', 0],
  ['gradproof check examples/python-process', 0],
  ['gradproof check examples/python-process/pytorch.json', 0, ['python3', '-c', 'import torch']],
  ['node examples/large-function/check.ts', 0],
  ['gradproof check examples/large-function/problem.ts --coverage probe', 1],
  ['node --conditions=@gradproof/source tools/fleet/demo.mjs --small', 0],
];

let failed = 0;
let ran = 0;
for (const [command, expected, needs] of EXAMPLES) {
  if (needs && spawnSync(needs[0], needs.slice(1), { stdio: 'ignore', env }).status !== 0) {
    console.log(`\nnot run: ${command} (${needs.join(' ')} fails here)`);
    continue;
  }
  ran++;
  console.log(`\n$ ${command}`);
  const [program, ...args] = command.split(' ');
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit', env });
  if (error) throw error;
  if (status === expected) continue;
  failed++;
  console.error(`${command} ended with ${status}, not ${expected}.`);
}
console.log(`\nexamples: ${ran - failed} of ${ran} ended as they should`);
process.exitCode = failed === 0 ? 0 : 1;
