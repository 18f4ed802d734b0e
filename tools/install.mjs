import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** True when node_modules is what package-lock.json asks for. */
const isInstalled = () => {
  const installed = `${root}node_modules/.package-lock.json`;
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs;
};

/** Runs a command of the project on the Node that it pins; ends this process with its status when it fails. */
export const runOrExit = (command, args, options = {}) => {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    ...options,
    env: {
      ...process.env,
      PATH: `${root}node_modules/.bin:${process.env.PATH}`,
      NX_DAEMON: 'false',
      ...options.env,
    },
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
};

/** Installs what is missing, from the lock file; `npm ci` builds the packages too. */
export const installIfMissing = () => {
  if (!isInstalled()) runOrExit('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) installIfMissing();
