import { installIfMissing, runOrExit } from './install.mjs';

// The main job on real input: scikit-learn's own gradients of a classifier, every coordinate checked.
installIfMissing();
runOrExit('nx', ['run-many', '-t', 'build', '--outputStyle=static'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
runOrExit('gradproof', ['check', 'examples/breast-cancer']);
