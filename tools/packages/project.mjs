import { spawnSync } from 'node:child_process';
import { globSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../install.mjs';

/** What no package needs, but some use where it is there. */
const OPTIONAL_PEERS = ['@gradproof/engine-gpu'];

/** An empty project of a user, outside of the repository. */
export const createProject = (folder) => {
  mkdirSync(folder, { recursive: true });
  const manifest = { name: 'a-user', private: true, type: 'module' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));

  /** Runs a command in it that must end with the status. Returns what it printed. */
  const expectStatus = (expected, command, args) => {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, CI: 'true', NODE_OPTIONS: '' },
    });
    if (error) throw error;
    if (status !== expected)
      throw new Error(
        `${command} ${args.join(' ')} ended with ${status}, not ${expected}:\n${stdout}${stderr}`,
      );
    return `${stdout}${stderr}`;
  };

  return {
    folder,
    expectStatus,
    write: (name, text) => writeFileSync(join(folder, name), text),
    npmInstall: (...packages) =>
      expectStatus(0, 'npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...packages]),
    /** pnpm asks the registry for what a tarball depends on, unless it is told where that lies; an optional peer that it is told of it installs, too. */
    pnpmAdd: (tarballs, ...names) => {
      const places = Object.entries(tarballs)
        .filter(([name]) => !OPTIONAL_PEERS.includes(name))
        .map(([name, { path }]) => [name, `file:${path}`]);
      writeFileSync(
        join(folder, 'pnpm-workspace.yaml'),
        `overrides:\n${places.map(([name, place]) => `  '${name}': '${place}'`).join('\n')}\n`,
      );
      return expectStatus(0, `${root}node_modules/.bin/pnpm`, [
        'add',
        ...names.map((name) => tarballs[name].path),
      ]);
    },
    /** What npm installed: how many packages, and bytes of files. */
    weight: () => {
      const { packages } = JSON.parse(readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8'));
      const files = globSync('node_modules/**', { cwd: folder }).map((file) => lstatSync(join(folder, file)));
      return {
        packages: Object.keys(packages).length,
        bytes: files.filter((file) => file.isFile()).reduce((sum, { size }) => sum + size, 0),
      };
    },
  };
};
