import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { moduleOf, testFolder } from './testing/folder.ts';
import { watchedFolders } from './watching/watched-folders.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const { at, written } = testFolder();

describe.skipIf(process.platform === 'win32')('--watch', () => {
  it('checks again when the module or what it imports changes, not when its report is written, until Ctrl-C', async () => {
    await written({ 'a.mjs': `import { factor } from './lib/factor.mjs';\n${moduleOf('factor')}`, 'lib/factor.mjs': 'export const factor = 2;' });
    const child = spawn(
      process.execPath,
      ['--conditions', '@gradproof/source', main, 'check', at('a.mjs'), '--watch', '--report', at('out.html')],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, FORCE_COLOR: undefined, GITHUB_ACTIONS: undefined } },
    );
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const waits = (runs: number) => vi.waitFor(() => expect(err.match(/waiting for changes/g)).toHaveLength(runs), { timeout: 40_000, interval: 50 });
    await waits(1);
    expect(out).toMatch(/^CORRECT/);
    await written({ 'lib/factor.mjs': 'export const factor = 3;' });
    await waits(2);
    expect(out).toMatch(/\nINCORRECT/);
    await written({ 'a.mjs': 'export const nothing = 1;' });
    await waits(3);
    expect(err).toMatch(/no default export/);
    child.kill('SIGINT');
    const [status] = (await once(child, 'exit')) as [number];
    expect(status).toBe(130);
    expect(out.match(/CORRECT {2}/g)).toHaveLength(2);
  }, 120_000);

  it('watches the folders of problems, and none that nobody edits', async () => {
    await written({ 'a.mjs': '', 'lib/x/b.mjs': '', 'node_modules/p/c.mjs': '', '.git/d': '', '__pycache__/e': '' });
    const folders = await watchedFolders([at('a.mjs'), at('lib')]);
    expect(folders.toSorted()).toEqual([at('').replace(/\/$/, ''), at('lib'), at('lib/x')]);
  });
}); // prettier-ignore
