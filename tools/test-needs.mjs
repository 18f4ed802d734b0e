import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

const hasModule = (module) => () => succeeds('/usr/bin/python3', ['-c', `import ${module}`]);
const hasRedis = () => Boolean(process.env.REDIS_URL) || succeeds('redis-server', ['--version']);
const hasOpenssl = () => succeeds('openssl', ['version']);

/** What tests need beyond npm: the Python modules that they compare with, Redis, a maker of certificates; and the Debian packages that bring them. */
const NEEDS = [
  { isThere: hasModule('numpy'), debian: 'python3-numpy' },
  { isThere: hasModule('mpmath'), debian: 'python3-mpmath' },
  { isThere: hasRedis, debian: 'redis-server' },
  { isThere: hasOpenssl, debian: 'openssl' },
];

/** Installs what tests need beyond npm where that is possible; otherwise asks for it in one line. */
export const installTestNeeds = () => {
  const missing = NEEDS.filter(({ isThere }) => !isThere());
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
  console.error(`Some tests can't run: install Debian’s ${packages.join(' and ')}.`);
};
