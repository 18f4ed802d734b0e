import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { root, installIfMissing } from './install.mjs';
import { installTestNeeds } from './test-needs.mjs';

// Installs what is missing, runs every project's tests, and counts them: `N passed, N failed, N skipped`.
installIfMissing();
installTestNeeds();
for (const results of resultFiles()) rmSync(results);

const nxArguments = ['run-many', '-t', 'test', '--outputStyle=static', ...process.argv.slice(2)];
const { status } = spawnSync('nx', nxArguments, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH: `${root}node_modules/.bin:${process.env.PATH}` },
});

const counts = { passed: 0, failed: 0, skipped: 0 };
const withoutResults = [];
for (const project of globSync('{{packages,apps}/*,examples,tools/calibrate}/vitest.config.{ts,mjs}', {
  cwd: root,
})) {
  const results = `${root}${dirname(project)}/test-results.json`;
  if (!existsSync(results)) {
    withoutResults.push(project);
    continue;
  }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(results, 'utf8'),
  );
  counts.passed += numPassedTests;
  counts.failed += numFailedTests;
  counts.skipped += numPendingTests + numTodoTests;
  for (const { name, assertionResults } of testResults) {
    for (const { status: outcome, fullName } of assertionResults) {
      if (outcome === 'pending' || outcome === 'skipped')
        console.log(`skipped: ${fullName} (${name.replace(root, '')})`);
    }
  }
}
if (withoutResults.length > 0)
  console.error(`No test results from ${withoutResults.join(', ')}: their tests did not run.`);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = status === 0 && withoutResults.length === 0 && counts.failed === 0 ? 0 : 1;

function resultFiles() {
  return globSync('{{packages,apps}/*,examples,tools/calibrate}/test-results.json', { cwd: root }).map(
    (file) => `${root}${file}`,
  );
}
