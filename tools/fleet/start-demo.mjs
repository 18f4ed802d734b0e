import { fileURLToPath } from 'node:url';
import { installIfMissing, runOrExit } from '../install.mjs';

// npm run fleet:demo [-- --small]: brings everything up to date, then the demo runs on the project's own Node.
installIfMissing();
runOrExit('nx', ['run-many', '-t', 'build', '-p', 'gradproof', '@gradproof/worker', '--outputStyle=static'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
const demo = fileURLToPath(new URL('demo.mjs', import.meta.url));
runOrExit('node', ['--conditions=@gradproof/source', demo, ...process.argv.slice(2)]);
