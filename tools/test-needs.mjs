import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
const hasNumpy = () => succeeds('/usr/bin/python3', ['-c', 'import numpy']);

/** Debian's NumPy, which the tests compare with: installed where that is possible, otherwise asked for in one line. */
export const installTestNeeds = () => {
  if (hasNumpy()) return;
  const canInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (
    canInstall &&
    succeeds('apt-get', ['update']) &&
    succeeds('apt-get', ['install', '-y', '--no-install-recommends', 'python3-numpy'])
  ) {
    return;
  }
  console.error(
    'The tests that compare with NumPy are skipped: install Debian’s python3-numpy (/usr/bin/python3 -c "import numpy").',
  );
};
