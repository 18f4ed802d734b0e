import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { root } from '../install.mjs';

const manifest = fileURLToPath(new URL('nodes/package.json', import.meta.url));
const folder = `${root}node_modules/.cache/gradproof-nodes`;

const installed = (name) => `${folder}/node_modules/${name}/bin/node`;

/** The versions of Node that the packages are tried on: this one, and the least of each older line, installed where they aren't yet. */
export const nodes = () => {
  const older = ['node-20', 'node-22'];
  if (!older.every((name) => existsSync(installed(name)))) {
    mkdirSync(folder, { recursive: true });
    copyFileSync(manifest, `${folder}/package.json`);
    const { status, stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`The other versions of Node can't be installed: ${stderr}`);
  }
  return [...older.map(installed), process.execPath];
};
