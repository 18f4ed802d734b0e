import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PYTHON = '/usr/bin/python3';
const SCRIPT = fileURLToPath(new URL('read_npz.py', import.meta.url));

/** NumPy, asked for what it reads of a file: names, shapes and the SHA-256 of the numbers as float64. Null for all where it isn't there. */
export const startNumpy = async () => {
  if (spawnSync(PYTHON, ['-c', 'import numpy']).status !== 0)
    return { isThere: false, read: async () => null, end: async () => {} };
  const child = spawn(PYTHON, [SCRIPT], { stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface({ input: child.stdout });
  return {
    isThere: true,
    read: async (path) => {
      child.stdin.write(`${path}\n`);
      const [line] = await once(lines, 'line');
      return JSON.parse(line);
    },
    end: async () => {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
};
