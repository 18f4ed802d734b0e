import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tryCommandLine, tryWithoutGpu } from './installed/command-line.mjs';
import { tryCore } from './installed/core.mjs';
import { tryEverything } from './installed/everything.mjs';
import { assertLight } from './installed/weight.mjs';
import { lintTarballs } from './lint-tarballs.mjs';
import { nodes } from './nodes.mjs';
import { packAll } from './pack.mjs';
import { createProject } from './project.mjs';

// Packs every package, and uses them as somebody does who has only what npm or pnpm installs: in empty projects, on each version of Node.

const step = (title, work) => {
  const began = Date.now();
  const result = work();
  const seconds = ((Date.now() - began) / 1000).toFixed(0);
  console.log(`${title}${typeof result === 'string' ? `: ${result}` : ''} (${seconds} s)`);
  return result;
};

const tryAll = async (folder) => {
  const tarballs = await packAll(join(folder, 'tarballs'));
  step('publint and attw find nothing', () => {
    const complaints = lintTarballs(tarballs);
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
  });
  const versions = step('the oldest Node of each line', nodes);
  const project = (name) => createProject(join(folder, name));

  const command = project('command');
  step('npm install gradproof', () => {
    command.npmInstall(tarballs['gradproof'].path);
    return assertLight(command.weight());
  });
  step('gradproof on each Node', () => versions.forEach((node) => tryCommandLine(command, node)));
  step('gradproof without the GPU’s engine', () => tryWithoutGpu(command));
  step('@gradproof/core alone on each Node', () => tryCore(project('core'), tarballs, versions));
  step('all packages on each Node', () => tryEverything(project('everything'), tarballs, versions));
  step('pnpm add gradproof', () => {
    const pnpm = project('pnpm');
    pnpm.pnpmAdd(tarballs, 'gradproof');
    tryCommandLine(pnpm, process.execPath);
  });
};

const folder = mkdtempSync(join(tmpdir(), 'gradproof-installed-'));
try {
  await tryAll(folder);
} catch (error) {
  console.error(`${fileURLToPath(import.meta.url)}: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
