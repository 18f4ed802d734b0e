import { root, installIfMissing, runOrExit } from './install.mjs';
import { installGpuNeeds } from './test-needs.mjs';

// The specs that need a GPU driver, on the GPU of this machine, or on software where there is none: npm run test:gpu.
// Needs no network where node_modules and a driver are there.
installIfMissing();
installGpuNeeds();
runOrExit('vitest', ['run', '.gpu.spec', ...process.argv.slice(2)], {
  cwd: `${root}packages/engine-gpu`,
  env: { GRADPROOF_GPU_REQUIRED: '1' },
});
