import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** What tests need beyond npm, Python modules to compare with and programs, and the Debian packages that bring them. */
const NEEDS = [
  { module: 'numpy', debian: 'python3-numpy' },
  { module: 'mpmath', debian: 'python3-mpmath' },
  { program: 'chromium', debian: 'chromium' },
];

const isThere = ({ module, program }) =>
  program ? succeeds(program, ['--version']) : succeeds('/usr/bin/python3', ['-c', `import ${module}`]);

/** Installs what the tests need where that is possible, otherwise asks for it in one line. */
export const installTestNeeds = () => {
  const missing = NEEDS.filter((need) => !isThere(need));
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
  console.error(
    `Tests that compare with Python or look at a page are skipped: install Debian’s ${packages.join(' and ')}.`,
  );
};
