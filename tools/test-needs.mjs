import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** The Python modules that tests compare with, and the Debian packages that bring them. */
const NEEDS = [
  { module: 'numpy', debian: 'python3-numpy' },
  { module: 'mpmath', debian: 'python3-mpmath' },
];

/** Debian's NumPy and mpmath, which the tests compare with: installed where that is possible, otherwise asked for in one line. */
export const installTestNeeds = () => {
  const missing = NEEDS.filter(({ module }) => !succeeds('/usr/bin/python3', ['-c', `import ${module}`]));
  if (missing.length === 0) return;
  const packages = missing.map(({ debian }) => debian);
  const canInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (
    canInstall &&
    succeeds('apt-get', ['update']) &&
    succeeds('apt-get', ['install', '-y', '--no-install-recommends', ...packages])
  ) {
    return;
  }
  console.error(`Tests that compare with Python are skipped: install Debian’s ${packages.join(' and ')}.`);
};
