import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInterruptibleCalls, loadInterruptibly } from './interruptible.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradproof-interruptible-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Checks this module, sends SIGINT once it says so, and returns how that ends. */
const interrupted = async (source: string, ...options: string[]) => {
  const path = join(folder, 'problem.mjs');
  await writeFile(path, source);
  const child = spawn(
    process.execPath,
    ['--conditions', '@gradproof/source', main, 'check', path, ...options],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    const before = err.includes('NOW');
    err += chunk.toString();
    if (!before && err.includes('NOW')) child.kill('SIGINT');
  });
  const [status, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { status, signal, isTold: err.endsWith('gradproof: interrupted\n') };
};

// Windows has no signals
describe.skipIf(process.platform === 'win32')('Ctrl-C', { timeout: 120_000 }, () => {
  const HANGS = 'process.stderr.write("NOW"); try { for (;;); } catch {}';
  const DELAYED = 'const began = performance.now(); while (performance.now() - began < 20);';

  it.each<[string, string]>([
    [
      'a cost that hangs at once',
      `export default { parameters: [1, 2], cost: () => { ${HANGS} }, gradient: () => [1, 2] };`,
    ],
    [
      'a gradient that hangs',
      `export default { parameters: [1, 2], cost: ([a, b]) => a * b, gradient: () => { ${HANGS} } };`,
    ],
    [
      'a slow cost that hangs later',
      `let calls = 0;
       const cost = ([a, b]) => { ${DELAYED} if (++calls > 10) { ${HANGS} } return a * b; };
       export default { parameters: [1, 2], cost, gradient: ([a, b]) => [b, a] };`,
    ],
    [
      'outputs that hang while the problem is opened',
      `export default { parameters: [1, 2], outputs: () => { ${HANGS} }, vjp: () => [1, 2] };`,
    ],
  ])('ends %s', async (_what, source) => {
    expect(await interrupted(source)).toEqual({ status: 130, signal: null, isTold: true });
  });

  it.each([
    ['hangs', ''],
    ['waits for what takes forever', 'await new Promise(() => setInterval(() => {}, 1e6));'],
  ])('ends a module whose top level %s, as shells expect it', async (_what, waits) => {
    const source = waits === '' ? HANGS : `process.stderr.write("NOW"); ${waits}`;
    expect(await interrupted(`${source} export default {};`)).toMatchObject({
      status: null,
      signal: 'SIGINT',
    });
  });

  it('is heard as before once a module is loaded', async () => {
    const heard: string[] = [];
    const listener = () => heard.push('Ctrl-C');
    process.once('SIGINT', listener);
    expect(await loadInterruptibly(() => Promise.resolve(process.listenerCount('SIGINT')))).toBe(0);
    process.emit('SIGINT', 'SIGINT');
    process.emit('SIGINT', 'SIGINT');
    expect(heard).toEqual(['Ctrl-C']);
  });
});

describe('a call that can be interrupted', () => {
  const call = createInterruptibleCalls();

  it('returns what the function returns, and throws what it throws', async () => {
    const error = new RangeError('no');
    const fails = () => {
      throw error;
    };
    for (let turn = 0; turn < 2; turn++) {
      expect(call('cost', () => 7)).toBe(7);
      expect(await call('async', () => Promise.resolve(8))).toBe(8);
      expect(() => call('fails', fails)).toThrow(error);
    }
  });

  it('may make others', () => {
    const fresh = createInterruptibleCalls();
    expect(fresh('outer', () => fresh('inner', () => 3) + fresh('another', () => 4))).toBe(7);
  });
});
