import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PYTHON = '/usr/bin/python3';
const SCRIPT = fileURLToPath(new URL('peers.py', import.meta.url));

/** The peers in Python, on one thread, one request at a time; null where NumPy is missing. `ask` gives null for a peer that is missing. */
export const startPeers = () => {
  if (spawnSync(PYTHON, ['-c', 'import numpy'], { stdio: 'ignore' }).status !== 0) return null;
  const child = spawn(PYTHON, [SCRIPT], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' },
  });
  const lines = createInterface({ input: child.stdout });
  return {
    ask: async (kind, rest = {}) => {
      child.stdin.write(`${JSON.stringify({ kind, ...rest })}\n`);
      const [line] = await once(lines, 'line');
      return JSON.parse(line);
    },
    stop: () => child.stdin.end(),
  };
};
