import type { Report } from '@gradproof/core';
import { writeNpz } from '@gradproof/formats';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCaptured } from './testing/run-captured.ts';

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url));
const correct = join(examples, 'notebook/correct');
const buggy = join(examples, 'notebook/buggy');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradproof-cli-'));
});
afterEach(() => rm(folder, { recursive: true }));

const checkJson = async (...args: string[]): Promise<{ status: number; report: Report }> => {
  const { status, out, err } = await runCaptured(['check', ...args, '--json']);
  expect(err).toBe('');
  return { status, report: JSON.parse(out) as Report };
};

describe('gradproof check', () => {
  it('finds the right gradient of the exercise correct, with the exercise’s difference', async () => {
    const { status, report } = await checkJson(correct, '--method', 'textbook', '--epsilon', '1e-7');
    expect(status).toBe(0);
    expect(report).toMatchObject({
      schema: 1,
      verdict: 'correct',
      checked: 47,
      parameters: 47,
      method: 'textbook',
    });
    // NumPy over the same arrays gives 1.1890913024409744e-7: two orders of summing the norms differ by round-off only
    expect(Math.abs(report.difference / 1.1890913024409744e-7 - 1)).toBeLessThan(1e-15);
  });

  it('finds the buggy gradient of the exercise incorrect, W2 and b1 alone', async () => {
    const { status, report } = await checkJson(buggy, '--method', 'textbook', '--epsilon', '1e-7');
    expect(status).toBe(1);
    expect(Math.abs(report.difference / 0.2850931567761623 - 1)).toBeLessThan(1e-15);
    expect(report.tensors.filter(({ verdict }) => verdict === 'incorrect').map(({ name }) => name)).toEqual([
      'b1',
      'W2',
    ]);
  });

  it('prints a report for people', async () => {
    const { status, out, err } = await runCaptured(['check', buggy]);
    expect({ status, err }).toEqual({ status: 1, err: '' });
    expect(out).toMatch(/^INCORRECT {2}difference 0.2850931492/);
    expect(out).toMatch(/W2\[2,0\]/);
    expect(out).not.toContain('\u001b');
  });

  it('colours it when the terminal takes colours', async () => {
    expect((await runCaptured(['check', buggy], { color: true })).out).toContain('\u001b[31mINCORRECT');
  });

  it('reads problem.json itself, too', async () => {
    expect((await checkJson(join(correct, 'problem.json'))).status).toBe(0);
  });

  it('calls NaN in a gradient incorrect, names its place, and writes it as a string', async () => {
    await cp(correct, folder, { recursive: true });
    const shapes = { dW1: [5, 4], db1: [5, 1], dW2: [3, 5], db2: [3, 1], dW3: [1, 3], db3: [1, 1] };
    const arrays = Object.entries(shapes).map(
      ([name, shape]): [string, { shape: number[]; data: Float64Array }] => [
        name,
        { shape, data: new Float64Array(shape[0]! * shape[1]!) },
      ],
    );
    arrays[2]![1].data[7] = NaN;
    await writeFile(join(folder, 'gradients.npz'), writeNpz(arrays));
    const { status, report } = await checkJson(folder);
    expect(status).toBe(1);
    expect(report).toMatchObject({ verdict: 'incorrect', difference: 'NaN' });
    expect(report.tensors[2]).toMatchObject({
      verdict: 'incorrect',
      diagnosis: { kind: 'non-finite', index: [1, 2] },
    });
  });

  it('calls it inconclusive with status 3 where kinks are crossed', async () => {
    const { status, report } = await checkJson(correct, '--method', 'textbook', '--epsilon', '0.1');
    expect(status).toBe(3);
    expect(report.verdict).toBe('inconclusive');
  });

  it('takes what the gradient’s code computes in', async () => {
    const { report } = await checkJson(correct, '--gradient-precision', 'float32');
    expect(report.gradientPrecision).toEqual({ precision: 'float32', known: 'given' });
    const unknown = await runCaptured(['check', correct, '--gradient-precision', 'float8']);
    expect(unknown.status).toBe(2);
    expect(unknown.err).toMatch(/--gradient-precision.*float64, float32, float16, bfloat16/);
  });

  it('refuses a costValue that is not ours, with both values', async () => {
    await cp(correct, folder, { recursive: true });
    const description = JSON.parse(await readFile(join(folder, 'problem.json'), 'utf8')) as object;
    await writeFile(join(folder, 'problem.json'), JSON.stringify({ ...description, costValue: 4.8 }));
    const { status, out, err } = await runCaptured(['check', folder, '--json']);
    expect(status).toBe(2);
    expect(JSON.parse(out)).toEqual({ error: { message: err.slice('gradproof: '.length, -1), status: 2 } });
    expect(err).toMatch(/costValue is 4.8.*J\(θ\) = 2.4078.*sum rather than a mean/);
  });

  it.each<[string, string[], RegExp]>([
    ['a problem that is not there', ['check', 'nowhere'], /no problem at nowhere/],
    [
      'an unknown option',
      ['check', correct, '--epsilonn', '1'],
      /unknown option '--epsilonn' \(Did you mean --epsilon\?\)/,
    ],
    ['an unknown command', ['chekc'], /unknown command 'chekc' \(Did you mean check\?\)/],
    ['an epsilon that is no number', ['check', correct, '--epsilon', 'small'], /--epsilon.*must be a number/],
    ['an epsilon of 0', ['check', correct, '--epsilon', '0'], /epsilon is 0/],
    ['a negative epsilon', ['check', correct, '--epsilon', '-1e-7'], /epsilon is -1e-7/],
    ['NaN as epsilon', ['check', correct, '--epsilon', 'NaN'], /epsilon is NaN/],
    [
      'an epsilon that is lost in θ',
      ['check', correct, '--method', 'textbook', '--epsilon', '1e-18'],
      /too small for W1\[0,0\]/,
    ],
    ['a threshold of 0', ['check', correct, '--threshold', '0'], /threshold is 0/],
    ['a fractional seed', ['check', correct, '--seed', '1.5'], /seed is 1.5/],
    ['zero threads', ['check', correct, '--threads', '0'], /--threads.*positive integer/],
    [
      'an unknown method',
      ['check', correct, '--method', 'magic'],
      /--method.*Allowed choices are auto, textbook, incremental/,
    ],
    ['an engine that is not there', ['check', correct, '--engine', 'abacus'], /abacus/],
  ])('refuses %s with status 2 and one message', async (_what, args, message) => {
    const { status, out, err } = await runCaptured(args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/^gradproof: /);
    expect(err).toMatch(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(err).not.toMatch(/\bat .*:\d+:\d+/);
  });

  it('shows a stack trace only when asked for', async () => {
    const { err } = await runCaptured(['check', 'nowhere', '--debug']);
    expect(err).toMatch(/\bat .*:\d+:\d+/);
  });

  it('ends with 130 when it is interrupted', async () => {
    const { status, out, err } = await runCaptured(['check', correct], { signal: AbortSignal.abort() });
    expect({ status, out, err }).toEqual({ status: 130, out: '', err: 'gradproof: interrupted\n' });
  });
});

describe('gradproof', () => {
  it.each([['--help'], ['check', '--help'], ['init', '--help']])(
    'explains itself: %s %s',
    async (...args) => {
      const { status, out, err } = await runCaptured(args.filter((arg) => arg !== undefined));
      expect({ status, err }).toEqual({ status: 0, err: '' });
      expect(out).toMatch(/Examples?:/);
    },
  );

  it('tells its version', async () => {
    expect((await runCaptured(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('gradproof init', () => {
  it('writes a problem that checks correct', async () => {
    const target = join(folder, 'mine');
    expect((await runCaptured(['init', target])).status).toBe(0);
    expect((await checkJson(target)).report.verdict).toBe('correct');
  });

  it('overwrites nothing', async () => {
    await writeFile(join(folder, 'precious'), '');
    const { status, err } = await runCaptured(['init', folder]);
    expect(status).toBe(2);
    expect(err).toMatch(/already there; nothing was written/);
    expect(await readdir(folder)).toEqual(['precious']);
  });
});
