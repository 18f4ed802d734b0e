import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const examples = fileURLToPath(new URL('../../../examples/', import.meta.url));

const gradproof = (...args: string[]) =>
  spawn(process.execPath, ['--conditions', '@gradproof/source', main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: '1' },
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

  it('ends with 130 on Ctrl-C, in the middle of a long check', async () => {
    const child = gradproof('check', `${examples}breast-cancer`, '--method', 'textbook', '--json');
    const interrupting = setInterval(() => child.kill('SIGINT'), 400); // the second makes sure of it, if the first came too early
    const [out, [status, signal]] = await Promise.all([textOf(child.stdout), exitOf(child)]);
    clearInterval(interrupting);
    expect(out).toBe('');
    expect(signal === 'SIGINT' || status === 130).toBe(true); // before main.ts runs, Node itself dies of the signal
  });

  it('is quiet when its reader has gone', async () => {
    const child = gradproof('check', `${examples}notebook/correct`);
    child.stdout.destroy();
    const [err, [status]] = await Promise.all([textOf(child.stderr), exitOf(child)]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
  });
});
