import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../install.mjs';
import { PROBLEM } from './problem.mjs';

const PROGRAM = 'node_modules/gradproof/bin/gradproof.js';

/** What the command line must do on a version of Node, with nothing installed beside it. */
export const tryCommandLine = (project, node) => {
  cpSync(`${root}examples/notebook`, join(project.folder, 'notebook'), { recursive: true });
  project.write('problem.ts', PROBLEM);
  const gradproof = (status, ...args) => project.expectStatus(status, node, [PROGRAM, ...args]);
  gradproof(0, '--version');
  gradproof(0, 'check', 'notebook/correct');
  gradproof(1, 'check', 'notebook/buggy', '--json');
  gradproof(0, 'check', 'problem.ts');
  gradproof(1, 'check', 'notebook/buggy', '--report', 'page.html', '--force');
  gradproof(4, 'list', '--redis', 'redis://127.0.0.1:1');
  project.expectStatus(0, node, ['-e', "import('gradproof').then(({ run }) => run.call)"]);
};

/** It must say in one line how the GPU's engine is installed. */
export const tryWithoutGpu = (project) => {
  const gradproof = (status, ...args) => project.expectStatus(status, process.execPath, [PROGRAM, ...args]);
  for (const text of [gradproof(2, 'check', 'notebook/correct', '--engine', 'gpu'), gradproof(0, 'devices')])
    if (!/npm install @gradproof\/engine-gpu@\d/.test(text))
      throw new Error(`It doesn't say how the GPU's engine is installed:\n${text}`);
  gradproof(0, 'check', 'notebook/correct', '--engine', 'auto');
};
