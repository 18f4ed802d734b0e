import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '@gradproof/core';
import { readNpz } from '@gradproof/formats';
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
