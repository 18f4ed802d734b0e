import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const child = new URL('child.ts', import.meta.url).href;

/** Where nothing else goes on in the process that waits. */
const WAITS = `
import { startChild } from '${child}';
const { kill, output, ended } = startChild([process.execPath, '-e', 'console.log("word"); setTimeout(() => {}, 1e6)'], { folder: '.', env: {} });
await output.take(2);
kill();
console.log((await ended).signal);
`;

it('a child’s end is told, though it wrote what nobody reads', () => {
  const { stdout, status } = spawnSync(
    process.execPath,
    ['--conditions', '@gradproof/source', '--input-type', 'module', '-e', WAITS],
    { encoding: 'utf8' },
  );
  expect({ stdout, status }).toEqual({ stdout: 'SIGKILL\n', status: 0 });
});
