import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const examples = fileURLToPath(new URL('../../../examples/', import.meta.url));

const gradproof = (...args: string[]) => gradproofIn({ FORCE_COLOR: undefined }, ...args);

const gradproofIn = (env: NodeJS.ProcessEnv, ...args: string[]) =>
  spawn(process.execPath, ['--conditions', '@gradproof/source', main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, GITHUB_ACTIONS: undefined, ...env },
  });

const exitOf = async (
  child: ChildProcess,
): Promise<[status: number | null, signal: NodeJS.Signals | null]> => {
  await once(child, 'exit');
  return [child.exitCode, child.signalCode];
};

const textOf = async (stream: AsyncIterable<Buffer>): Promise<string> => {
  let text = '';
  for await (const chunk of stream) text += chunk.toString();
  return text;
};

/** Checks a module whose default export is this. */
const ranModule = async (exported: string) => {
  const folder = await mkdtemp(join(tmpdir(), 'gradproof-main-'));
  await writeFile(join(folder, 'problem.mjs'), `export default ${exported};`);
  const child = gradproof('check', join(folder, 'problem.mjs'));
  const [out, err, [status]] = await Promise.all([textOf(child.stdout), textOf(child.stderr), exitOf(child)]);
  await rm(folder, { recursive: true });
  return { status, out, err };
};

describe('the process', () => {
  it('ends with the verdict’s status, its report alone on standard output, without colour in a pipe', async () => {
    const child = gradproof('check', `${examples}notebook/buggy`, '--json');
    const [out, err, [status]] = await Promise.all([
      textOf(child.stdout),
      textOf(child.stderr),
      exitOf(child),
    ]);
    expect({ status, err }).toEqual({ status: 1, err: '' });
    expect(out.endsWith('}\n')).toBe(true);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'incorrect' });
  });

  it('colours a pipe where FORCE_COLOR asks for it, but not with --no-color', async () => {
    const args = ['check', `${examples}notebook/correct`];
    const coloured = gradproofIn({ FORCE_COLOR: '1' }, ...args);
    expect(await textOf(coloured.stdout)).toContain('\u001b[32mCORRECT');
    const plain = gradproofIn({ FORCE_COLOR: '1' }, ...args, '--no-color');
    expect(await textOf(plain.stdout)).toMatch(/^CORRECT/);
  });

  it('loses no verdict of several where a problem’s code ends it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gradproof-main-'));
    const problem = (cost: string) => `export default { parameters: [2], cost: ${cost}, gradient: [1] };`;
    const paths = ['a.mjs', 'b.mjs', 'c.mjs'].map((name) => join(folder, name));
    await writeFile(paths[0]!, problem('([a]) => a ** 2'));
    await writeFile(paths[1]!, problem('() => process.exit(0)'));
    await writeFile(paths[2]!, problem('([a]) => a'));
    const child = gradproof('check', ...paths, '--json');
    const [out, err, [status]] = await Promise.all([textOf(child.stdout), textOf(child.stderr), exitOf(child)]);
    expect(status).toBe(2);
    expect(err).toMatch(/^gradproof: The problem's code ended this process .*\n$/);
    expect(JSON.parse(out)).toEqual({
      reports: [
        { problem: paths[0], report: expect.objectContaining({ verdict: 'incorrect' }) as object },
        { problem: paths[1], error: { message: expect.stringMatching(/code ended the process/) as string, status: 2 } },
        { problem: paths[2], error: { message: expect.stringMatching(/before its turn/) as string, status: 2 } },
      ],
    });
    await rm(folder, { recursive: true });
  }); // prettier-ignore

  it('keeps standard output for the report, whatever a module prints', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gradproof-main-'));
    const path = join(folder, 'wrong.mjs');
    const cost = '([a]) => { console.info(`at ${a}`); return a ** 2; }';
    await writeFile(
      path,
      `process.stdout.write('loading\\n'); export default { parameters: [2], cost: ${cost}, gradient: [5] };`,
    );
    const child = gradproof('check', path, '--json');
    const [out, err, [status]] = await Promise.all([
      textOf(child.stdout),
      textOf(child.stderr),
      exitOf(child),
    ]);
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'incorrect', parameters: 1 });
    expect(err).toMatch(/^loading\nat 2\n/);
    await rm(folder, { recursive: true });
  });

  it.each<[string, string, RegExp]>([
    ['ends it', 'cost: () => process.exit(0)', /code ended this process \(process\.exit, status 0\) before/],
    ['never answers', 'cost: () => new Promise(() => {})', /never answers: one of its promises is never settled/],
    ['leaves a promise rejected', 'cost: ([a]) => { Promise.reject(new Error("lost")); return a; }', /Error: lost: thrown by a promise/],
    ['throws from a timer', 'cost: () => new Promise(() => setTimeout(() => { throw null; }))', /null: thrown by a promise, timer/],
  ])('has status 2 and one message, and no verdict, when a module %s', async (_what, cost, message) => {
    const { status, out, err } = await ranModule(`{ parameters: [2], ${cost}, gradient: [1] }`);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).toMatch(/^gradproof: .*\n$/);
  }); // prettier-ignore

  const squared = '{ parameters: [2], cost: ([a]) => a ** 2, gradient: ';
  it.each<[string, string]>([
    ['replaces process.exit', '(process.exit = () => {})'],
    ['replaces all that ends it', '(process.exit = process.reallyExit = process.abort = () => {})'],
    ['deletes process', '(delete globalThis.process)'],
    ['replaces process', '(globalThis.process = { exit() {}, env: {} })'],
    ['sets another status on exit', "process.on('exit', () => { process.exitCode = 0; })"],
    ['exits on exit', "process.on('exit', () => process.exit(0))"],
  ])('ends with the verdict’s status when a module %s', async (_what, code) => {
    const { status, out } = await ranModule(`${code} && ${squared} [5] }`);
    expect({ status, verdict: out.split(' ')[0] }).toEqual({ status: 1, verdict: 'INCORRECT' });
  });

  it('ends, whatever a module left open', async () => {
    const open = 'setInterval(() => {}, 1e6) && ';
    const { status, out } = await ranModule(`${open}{ parameters: [2], cost: ([a]) => a, gradient: [1] }`);
    expect(status).toBe(0);
    expect(out).toMatch(/^CORRECT/);
  });

  it('ends with 130 on Ctrl-C, in the middle of a long check', async () => {
    const child = gradproof('check', `${examples}breast-cancer`, '--method', 'textbook', '--json');
    const interrupting = setInterval(() => child.kill('SIGINT'), 400); // the second makes sure of it, if the first came too early
    const [out, [status, signal]] = await Promise.all([textOf(child.stdout), exitOf(child)]);
    clearInterval(interrupting);
    expect(out).toBe('');
    expect(signal === 'SIGINT' || status === 130).toBe(true); // before main.ts runs, Node itself dies of the signal
  });

  it.each<[NodeJS.Signals, boolean]>([
    ['SIGINT', true],
    ['SIGTERM', false],
    ['SIGHUP', false],
    ['SIGKILL', false],
  ])('on %s leaves no process of the problem behind', async (signal, tells) => {
    const folder = await mkdtemp(join(tmpdir(), 'gradproof-main-'));
    // it sends its process id to a file, says nothing, and ends when its standard input does
    const script =
      "require('fs').writeFileSync('pid', `${process.pid}`); process.stdin.resume().on('end', () => process.exit());";
    const process_ = { command: [process.execPath, '-e', script] };
    await writeFile(join(folder, 'problem.json'), JSON.stringify({ process: process_ }));
    const child = gradproof('check', folder);
    const pid = await vi.waitFor(
      async () =>
        Number((await readFile(join(folder, 'pid'), 'utf8')) || Promise.reject(new Error('not yet'))),
      { timeout: 30_000 },
    );
    child.kill(signal);
    const [status, died] = await exitOf(child);
    expect(tells ? status : died).toBe(tells ? 130 : signal);
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(/ESRCH/), { timeout: 20_000 });
    await rm(folder, { recursive: true });
  });

  it('is quiet when its reader has gone', async () => {
    const child = gradproof('check', `${examples}notebook/correct`);
    child.stdout.destroy();
    const [err, [status]] = await Promise.all([textOf(child.stderr), exitOf(child)]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
  });

  it.skipIf(!existsSync('/dev/full'))('says in one line that its report can’t be written', async () => {
    const full = openSync('/dev/full', 'w');
    const args = ['--conditions', '@gradproof/source', main, 'check', `${examples}notebook/correct`];
    const child = spawn(process.execPath, args, { stdio: ['ignore', full, 'pipe'] });
    closeSync(full);
    const [err, [status]] = await Promise.all([textOf(child.stderr!), exitOf(child)]);
    expect(status).toBe(2);
    expect(err).toMatch(/^gradproof: Standard output can't be written: ENOSPC.*\n$/);
  });
});
