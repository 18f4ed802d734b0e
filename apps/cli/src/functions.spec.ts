import type { Report } from '@gradproof/core';
import { readNpz } from '@gradproof/formats';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCaptured } from './testing/run-captured.ts';

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradproof-functions-'));
});
afterEach(() => rm(folder, { recursive: true }));

const written = async (name: string, code: string): Promise<string> => {
  await writeFile(join(folder, name), code);
  return join(folder, name);
};

describe('gradproof check, of any function', () => {
  it('finds the example module correct', async () => {
    const { status, out, err } = await runCaptured(['check', join(examples, 'custom-function/problem.ts')]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(/^CORRECT/);
  });

  it('finds the example process correct', async () => {
    const { status, out, err } = await runCaptured(['check', join(examples, 'python-process'), '--json']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect((JSON.parse(out) as Report).tensors.map(({ name, shape }) => [name, shape])).toEqual([
      ['W', [3, 5]],
      ['b', [3, 1]],
    ]);
  });

  it('draws the projection of many outputs by --seed', async () => {
    const path = await written(
      'outputs.mjs',
      'export default { parameters: [2], outputs: ([a]) => [a, 3 * a, a * a], vjp: ([a], [u, v, w]) => [u + 3 * v + 2 * a * w] };',
    );
    const cost = async (seed: string) =>
      (JSON.parse((await runCaptured(['check', path, '--json', '--seed', seed])).out) as Report).cost;
    expect(await cost('1')).toBe(await cost('1'));
    expect(await cost('1')).not.toBe(await cost('2'));
  });

  it.each<[string, string, RegExp]>([
    ['a module that can’t be read', 'export default {', /problem\.ts:1:\d+ can't be read/],
    ['a module without a problem', 'export const x = 1;', /no default export/],
    [
      'a cost that throws',
      'export default { parameters: [1], cost: () => { throw new Error("no"); }, gradient: [1] };',
      /cost of .*problem\.ts threw Error \(at .*:1:\d+\): no/,
    ],
  ])('says of %s what is wrong, with status 2 and without a stack trace', async (_what, code, message) => {
    const { status, out, err } = await runCaptured(['check', await written('problem.ts', code)]);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/^ +at |bug of gradproof/m);
  });

  it('says that a function has no incremental method', async () => {
    const args = ['check', join(examples, 'custom-function/problem.ts'), '--method', 'incremental'];
    const { status, err } = await runCaptured(args);
    expect(status).toBe(2);
    expect(err).toMatch(/incremental method needs a layered network/);
  });
});

describe('a time limit for evaluations', () => {
  const HANGS = { process: { command: ['sleep', '60'] } };

  it('ends a process that takes longer for its answer', async () => {
    await written('problem.json', JSON.stringify({ process: { command: [process.execPath, 'model.mjs'] } }));
    const answers = fileURLToPath(
      new URL('../../../packages/problems/src/testing/answer.mjs', import.meta.url),
    );
    await written('model.mjs', `import { serve } from '${answers}'; serve({ cost: () => { for (;;); } });`);
    const { status, err } = await runCaptured(['check', folder, '--evaluation-seconds', '0.2']);
    expect(status).toBe(2);
    expect(err).toMatch(/gave no answer to cost within 0\.2 s and was ended.*--evaluation-seconds/);
  });

  it.each([
    [['--evaluation-seconds', '0'], /number of seconds from 0\.001 to 86400/],
    [['--evaluation-seconds', 'soon'], /must be a number/],
  ])('is refused: %j', async (options, message) => {
    await written('problem.json', JSON.stringify(HANGS));
    const { status, err } = await runCaptured(['check', folder, ...options]);
    expect(status).toBe(2);
    expect(err).toMatch(message);
  });

  it('is refused for what runs in this process', async () => {
    const module = await written(
      'problem.mjs',
      'export default { parameters: [1], cost: () => 1, gradient: [0] };',
    );
    for (const [path, what] of [
      [module, 'is a module'],
      [join(examples, 'breast-cancer'), 'is a layered network'],
    ] as const) {
      const { status, err } = await runCaptured(['check', path, '--evaluation-seconds', '1']);
      expect(status).toBe(2);
      expect(err).toContain(what);
    }
  });
});

describe('gradproof submit, of any function', () => {
  it.each<[string, Record<string, string>, string[], RegExp]>([
    ['computed imports', { 'problem.mjs': 'const name = "./a.mjs"; export default await import(name);' }, [], /imports something whose name is computed/],
    ['imports beside its folder', { 'problem.mjs': 'import "../a.mjs"; export default {};' }, [], /\.\.\/a\.mjs, which (is not there|lies outside)/],
    ['another folder', { 'problem.mjs': 'export default {};', 'b/x.mjs': '' }, ['--modules', 'b'], /does not lie in .*b\. --modules names the folder/],
    ['no problem', { 'problem.mjs': 'export const x = 1;' }, [], /no default export/],
    ['a whole Jacobian', { 'problem.mjs': 'export default { parameters: [1], outputs: ([a]) => [a], vjp: (a, u) => u, jacobian: true };' }, [], /asks for its whole Jacobian/],
    ['a method of networks', { 'problem.mjs': 'export default { parameters: [1], cost: ([a]) => a, gradient: [1] };' }, ['--method', 'incremental'], /incremental method needs a layered network/],
    ['a parameter of NaN', { 'problem.mjs': 'export default { parameters: [NaN], cost: ([a]) => a, gradient: [1] };' }, [], /NaN/],
  ])('refuses %s before anything is sent, with status 2', async (_what, files, options, message) => {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await written(name, text);
    }
    const places = options.map((option) => (option === 'b' ? join(folder, 'b') : option));
    const { status, out, err } = await runCaptured(['submit', join(folder, 'problem.mjs'), ...places]);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(message);
  }); // prettier-ignore

  it('refuses --modules beside a problem folder', async () => {
    const args = ['submit', join(examples, 'breast-cancer'), '--modules', folder];
    const { status, err } = await runCaptured(args);
    expect(status).toBe(2);
    expect(err).toMatch(/--modules belongs to a module/);
  });
});

describe('gradproof differentiate, of any function', () => {
  const differentiated = async (path: string) => {
    const out = join(folder, 'gradapprox.npz');
    const { status, err } = await runCaptured(['differentiate', path, '--out', out]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    return readNpz(await readFile(out), out);
  };

  it('writes the gradient of a module’s cost', async () => {
    const arrays = await differentiated(join(examples, 'custom-function/problem.ts'));
    expect([...arrays.keys()]).toEqual(['dweights', 'dbias']);
  });

  it('writes the Jacobian of many outputs', async () => {
    const path = await written(
      'outputs.mjs',
      'export default { parameters: { a: [2, 5] }, outputs: ({ a }) => ({ y: [a[0] * a[1]], z: a[0] ** 2 }), vjp: () => 0 };',
    );
    const arrays = await differentiated(path);
    const rows = Object.fromEntries([...arrays].map(([name, { data }]) => [name, [...data].map(Math.round)]));
    expect(rows).toEqual({ 'dy[0] by a': [5, 2], 'dz by a': [4, 0] });
  });
});
