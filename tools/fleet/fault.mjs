import { installIfMissing, root, runOrExit } from '../install.mjs';

// npm run fleet:fault -- NAME …: plays faults that the fleet must survive, against real processes; without a name it lists them.
installIfMissing();
const names = process.argv.slice(2);
if (names.length > 0)
  runOrExit('nx', ['run-many', '-t', 'build', '-p', 'gradproof', '@gradproof/worker'], { stdio: 'ignore' });
runOrExit('node', [
  '--conditions=@gradproof/source',
  `${root}apps/fleet-tests/src/run-scenario.ts`,
  ...names,
]);
