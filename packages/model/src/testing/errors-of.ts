import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PYTHON = '/usr/bin/python3';
const SCRIPT = fileURLToPath(new URL('increments.py', import.meta.url));

/** Whether Debian's mpmath is there to compare with. */
export const hasMpmath = spawnSync(PYTHON, ['-c', 'import mpmath'], { stdio: 'ignore' }).status === 0;

/** An increment and what it is of. */
export type Row = readonly [
  name: string,
  z: number | readonly number[],
  delta: number | readonly number[],
  y: readonly number[],
  increment: number,
];

/** The error of each increment in units of round-off, 2⁻⁵³ of the true value. */
export const errorsOf = (rows: readonly Row[]): number[] => {
  const { stdout, stderr } = spawnSync(PYTHON, [SCRIPT], {
    input: JSON.stringify(rows),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as number[];
};
