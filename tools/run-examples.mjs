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
  ['node examples/large-function/check.ts', 0],
];

let failed = 0;
for (const [command, expected] of EXAMPLES) {
  console.log(`\n$ ${command}`);
  const [program, ...args] = command.split(' ');
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit', env });
  if (error) throw error;
  if (status === expected) continue;
  failed++;
  console.error(`${command} ended with ${status}, not ${expected}.`);
}
console.log(`\nexamples: ${EXAMPLES.length - failed} of ${EXAMPLES.length} ended as they should`);
process.exitCode = failed === 0 ? 0 : 1;
