import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCaptured } from './testing/run-captured.ts';

/** Problems that can't be used, or are wrong in a way that hides it; want.json of each says how its check must end. */
const folder = fileURLToPath(new URL('bad-input/', import.meta.url));

interface Want {
  readonly exit: number;
  readonly alsoRight?: number;
  readonly message: string;
  readonly where?: 'standard output';
  readonly mustNot?: string;
  readonly maxLength?: number;
  readonly problem?: string;
  readonly args?: readonly string[];
  readonly maxSeconds?: number;
}

describe.each(readdirSync(folder))('%s', (name) => {
  const place = join(folder, name);
  const want = JSON.parse(readFileSync(join(place, 'want.json'), 'utf8')) as Want;

  it('ends as it must, with one message that steers no terminal', async () => {
    const { problem = '', args = [], maxSeconds = 30, maxLength = 8000 } = want;
    const began = performance.now();
    const { status, out, err } = await runCaptured(['check', join(place, problem), ...args]);
    expect(status).toBe(want.exit);
    expect(want.where === 'standard output' ? out : err).toContain(want.message);
    if (want.mustNot !== undefined) expect(out + err).not.toContain(want.mustNot);
    if (want.exit === 2) expect(err).toMatch(/^gradproof: [^\n]*\n$/);
    expect((out + err).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    expect(err.length).toBeLessThanOrEqual(maxLength);
    expect((performance.now() - began) / 1000).toBeLessThan(maxSeconds);
  });
});

describe('texts of others in arguments', () => {
  const hostile = '\u001b[31m\u202e';
  it.each([
    [[`${hostile}nope`]],
    [['check', 'x', `--${hostile}nope`]],
    [['check', `${hostile}nope`]],
    [['check', `${hostile}nope.ts`]],
    [['check', 'x', '--method', hostile]],
    [['check', 'x', '--threads', hostile]],
    [['check', `${'x'.repeat(100_000)}`]],
    [['help', hostile]],
    [['help', 'x'.repeat(100_000)]],
  ])('are told so that they steer no terminal: %#', async (args) => {
    const { status, out, err } = await runCaptured(args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/^gradproof: /);
    expect(err.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    expect(err.length).toBeLessThan(1500);
  });
});

describe('a command line that is no use', () => {
  const problem = join(folder, 'gradient-norm-overflows');
  it.each<[string, string[], RegExp]>([
    ['of a command that there isn’t', ['help', 'nope'], /^gradproof: unknown command 'nope'/],
    ['of a command that there nearly is', ['help', 'chekc'], /^gradproof: unknown command 'chekc' \(Did you mean check\?\)/],
    ['of two dashes', ['--'], /gradproof: no command is given/],
    ['of a threshold of 1', ['check', problem, '--threshold', '1'], /threshold is 1; it must be less than 1/],
    ['of two seeds', ['check', problem, '--seed', '1', '--seed', '1'], /option '--seed <S>' is given twice/],
    ['of two times --json', ['check', problem, '--json', '--json'], /option '--json' is given twice/],
    ['of 4096 threads', ['check', problem, '--threads', '4096'], /threads is 4096; it must be an integer from 1 to 1024/],
  ])('%s', async (_what, args, message) => {
    const { status, err } = await runCaptured(args);
    expect(status).toBe(2);
    expect(err).toMatch(message);
  }); // prettier-ignore

  it('is not one of a threshold that is a quarter of that, nor of many threads', async () => {
    const { status } = await runCaptured(['check', problem, '--threshold', '0.25', '--threads', '256']);
    expect(status).toBe(1);
  });

  it('is not the help of a command', async () => {
    const { status, out } = await runCaptured(['help', 'check']);
    expect(status).toBe(0);
    expect(out).toMatch(/^Usage: gradproof check/);
  });
});

it('takes less than 500 MB to refuse what asks for much', async () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const peak =
    "process.on('exit', () => require('fs').writeSync(2, `${process.resourceUsage().maxRSS} KiB`))";
  const node = ['--conditions', '@gradproof/source', '--import', `data:text/javascript,import { createRequire } from 'node:module'; const require = createRequire('/'); ${peak}`]; // prettier-ignore
  const args = ['check', join(folder, 'threads-1e9'), '--threads', '1e9'];
  const child = spawn(process.execPath, [...node, main, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let err = '';
  for await (const chunk of child.stderr) err += String(chunk);
  expect(Number(/(\d+) KiB$/.exec(err)?.[1]) / 1024).toBeLessThan(500);
});
