import { InputError, type Tensor } from '@gradproof/model';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeNpz } from '../npz/write-npz.ts';
import { type ProblemFolder, readProblem } from './read-problem.ts';
import { writeProblem } from './write-problem.ts';

type Arrays = Record<string, Tensor>;

const matrix = (rows: number, columns: number, values?: readonly number[]): Tensor => ({
  shape: [rows, columns],
  data: Float64Array.from({ length: rows * columns }, (_, i) => values?.[i] ?? (i + 1) / 10),
});

/** Two features, four examples, three hidden units, one output. */
const description = () => ({
  model: {
    layers: [
      { units: 3, activation: 'tanh' },
      { units: 1, activation: 'sigmoid' },
    ],
    cost: 'binary-cross-entropy',
    l2: 0,
  },
  parameters: 'parameters.npz',
  gradients: 'gradients.npz',
  data: 'data.npz',
});
const parameters = (): Arrays => ({ W1: matrix(3, 2), b1: matrix(3, 1), W2: matrix(1, 3), b2: matrix(1, 1) });
const gradients = (): Arrays =>
  Object.fromEntries(Object.entries(parameters()).map(([name, array]) => [`d${name}`, array]));
const examples = (): Arrays => ({ X: matrix(2, 4), Y: matrix(1, 4, [0, 1, 0.5, 1]) });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradproof-problem-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface Files {
  readonly json?: unknown;
  readonly parameters?: Arrays;
  readonly gradients?: Arrays;
  readonly data?: Arrays;
}

const write = async (files: Files = {}): Promise<void> => {
  const { json = description() } = files;
  await writeFile(join(folder, 'problem.json'), typeof json === 'string' ? json : JSON.stringify(json));
  const npz = { parameters: parameters(), gradients: gradients(), data: examples(), ...files };
  for (const name of ['parameters', 'gradients', 'data'] as const) {
    await writeFile(join(folder, `${name}.npz`), writeNpz(Object.entries(npz[name])));
  }
};

const refusal = async (): Promise<string> => {
  const error: unknown = await readProblem(folder).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message;
};

const with_ = (arrays: Arrays, changes: Record<string, Tensor | undefined>): Arrays =>
  Object.fromEntries(
    Object.entries({ ...arrays, ...changes }).filter(
      (entry): entry is [string, Tensor] => entry[1] !== undefined,
    ),
  );

describe('readProblem', () => {
  it.each(['folder', 'file'])('reads a problem from its %s', async (kind) => {
    await write();
    const { problem, grad, costValue } = await readProblem(
      kind === 'folder' ? folder : join(folder, 'problem.json'),
    );
    expect(problem.layout.tensors.map(({ name, shape }) => [name, shape])).toEqual([
      ['W1', [3, 2]],
      ['b1', [3, 1]],
      ['W2', [1, 3]],
      ['b2', [1, 1]],
    ]);
    expect(problem.theta).toEqual(grad);
    expect(problem.network.l2).toBe(0);
    expect(costValue).toBeUndefined();
  });

  it('accepts biases of shape [n], in parameters and gradients', async () => {
    const flat: Tensor = { shape: [3], data: Float64Array.of(1, 2, 3) };
    await write({
      parameters: with_(parameters(), { b1: flat }),
      gradients: with_(gradients(), { db1: flat }),
    });
    const { problem, grad } = await readProblem(folder);
    expect(problem.layout.tensors[1]!.shape).toEqual([3, 1]);
    expect([...problem.theta.subarray(6, 9), ...grad.subarray(6, 9)]).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it('keeps NaN and Infinity in the gradient', async () => {
    await write({ gradients: with_(gradients(), { db2: matrix(1, 1, [NaN]) }) });
    expect((await readProblem(folder)).grad.at(-1)).toBeNaN();
  });

  it.each<[string, Files, RegExp]>([
    [
      'a missing tensor',
      { parameters: with_(parameters(), { b2: undefined }) },
      /b2 is missing from parameters.npz, which holds W1, b1, W2\./,
    ],
    [
      'an extra tensor',
      { parameters: with_(parameters(), { W3: matrix(1, 1) }) },
      /parameters.npz holds W3 in addition to W1, b1, W2, b2/,
    ],
    [
      'a misnamed tensor',
      { parameters: with_(parameters(), { b2: undefined, B2: matrix(1, 1) }) },
      /b2 is missing .* Is it the one called B2\?/,
    ],
    ['a misnamed gradient', { gradients: parameters() }, /dW1 is missing from gradients.npz/],
    [
      'a gradient of another shape',
      { gradients: with_(gradients(), { dW1: matrix(2, 3) }) },
      /dW1 has shape 2×3, but must be 3×2/,
    ],
    [
      'a bias of shape [1, n]',
      { parameters: with_(parameters(), { b1: matrix(1, 3) }) },
      /b1 has shape 1×3, but must be 3×1/,
    ],
    [
      'a W1 that does not fit X',
      { parameters: with_(parameters(), { W1: matrix(3, 5) }) },
      /W1 has shape 3×5 and X 2×4/,
    ],
    ['a transposed X', { data: { X: matrix(4, 2), Y: matrix(1, 2, [0, 1]) } }, /X seems to be transposed/],
    [
      'a transposed W2',
      { parameters: with_(parameters(), { W2: matrix(3, 1) }) },
      /W2 has shape 3×1, but must be 1×3/,
    ],
    [
      'X and Y of different numbers of examples',
      { data: { X: matrix(2, 4), Y: matrix(1, 3, [0, 1, 1]) } },
      /X has 4 examples \(columns\), Y has 3/,
    ],
    [
      'Y with another number of rows',
      { data: { X: matrix(2, 4), Y: matrix(2, 4) } },
      /Y has shape 2×4, but must be 1×4/,
    ],
    [
      'an X that is no matrix',
      { data: { X: { shape: [8], data: new Float64Array(8) }, Y: matrix(1, 4) } },
      /X has shape \[8\], but must be a matrix/,
    ],
    [
      'labels outside [0, 1]',
      { data: { X: matrix(2, 4), Y: matrix(1, 4, [0, 1, 1.5, 0]) } },
      /Y\[0,2\] is 1.5/,
    ],
    [
      'NaN in X',
      { data: { X: matrix(2, 4, [0, 0, 0, 0, 0, NaN, 0, 0]), Y: matrix(1, 4, [0, 1, 1, 0]) } },
      /X\[1,1\] is NaN/,
    ],
    [
      'Infinity in Y',
      { data: { X: matrix(2, 4), Y: matrix(1, 4, [0, Infinity, 1, 0]) } },
      /Y\[0,1\] is Infinity/,
    ],
    [
      'NaN in the parameters',
      { parameters: with_(parameters(), { W2: matrix(1, 3, [0, 0, NaN]) }) },
      /W2\[0,2\] is NaN/,
    ],
    ['zero examples', { data: { X: matrix(2, 0), Y: matrix(1, 0) } }, /there are no examples/],
    ['zero features', { data: { X: matrix(0, 4), Y: matrix(1, 4, [0, 1, 1, 0]) } }, /have no features/],
    ['a data file without Y', { data: { X: matrix(2, 4) } }, /Y is missing from data.npz/],
  ])('refuses %s', async (_what, files, message) => {
    await write(files);
    expect(await refusal()).toMatch(message);
  });

  it.each([
    ['a negative one', [1, 0, -0.5, 0, 0, 1, 1.5, 1], /Y\[0,2\] is -0.5/],
    ['two ones in a column', [1, 1, 0, 0, 0, 1, 1, 1], /Column 1 of Y sums to 2/],
    ['no one in a column', [1, 0, 0, 0, 0, 1, 0, 1], /Column 2 of Y sums to 0/],
  ])('refuses labels of softmax with %s', async (_what, labels, message) => {
    const json = description();
    json.model.layers[1] = { units: 2, activation: 'softmax' };
    json.model.cost = 'softmax-cross-entropy';
    const two = { ...parameters(), W2: matrix(2, 3), b2: matrix(2, 1) };
    await write({ json, parameters: two, data: { X: matrix(2, 4), Y: matrix(2, 4, labels) } });
    expect(await refusal()).toMatch(message);
  });

  it.each<[string, string | Buffer, RegExp]>([
    ['a key that is there twice', JSON.stringify(description()).replace('"l2":0', '"l2":0,"l2":1'), /has the key "l2" twice in one object/],
    ['UTF-16', Buffer.from(`\ufeff${JSON.stringify(description())}`, 'utf16le'), /is in UTF-16/],
    ['UTF-16 with its bytes the other way round', Buffer.from(`\ufeff${JSON.stringify(description())}`, 'utf16le').swap16(), /is in UTF-16/],
    ['UTF-16 without a mark', Buffer.from(JSON.stringify(description()), 'utf16le'), /is in UTF-16/],
    ['Latin-1', Buffer.from('{"parameters": "\xe4.npz"}', 'latin1'), /is not in UTF-8/],
    ['too many layers', JSON.stringify({ ...description(), model: { ...description().model, layers: Array(10_001).fill({ units: 1, activation: 'tanh' }) } }), /model\.layers has 10001 items; it may have at most 10000/],
    ['no layers', JSON.stringify({ ...description(), model: { ...description().model, layers: [] } }), /model\.layers is empty/],
  ])('refuses a description with %s', async (_what, text, message) => {
    await write();
    await writeFile(join(folder, 'problem.json'), text);
    expect(await refusal()).toMatch(message);
  }); // prettier-ignore

  it('reads a description with a byte order mark', async () => {
    await write();
    await writeFile(join(folder, 'problem.json'), `\ufeff${JSON.stringify(description())}`);
    expect((await readProblem(folder)).problem.layout.size).toBe(13);
  });

  it.each<[string, number, Partial<Arrays>, RegExp]>([
    ['names', 3, { W3: matrix(1, 1) }, /parameters\.npz holds .*W3/],
    ['shapes', 3, { W2: matrix(1, 4) }, /^W2 has shape 1×4/],
    ['units that no memory holds', 1e9, {}, /^W1 has shape 3×2, but must be 1000000000×2/],
    ['units that no number holds', 2 ** 53 - 1, {}, /^W1 has shape 3×2/],
  ])('looks at %s before it unpacks any number', async (_what, units, others, message) => {
    const json = description();
    json.model.layers[0]!.units = units;
    await write({ json, parameters: { ...parameters(), ...others } as Arrays });
    for (const name of ['data.npz', 'parameters.npz']) {
      const file = await readFile(join(folder, name));
      file[file.indexOf('PK\u0001\u0002', 'latin1') - 1]! ^= 1; // the last number of the last array: its checksum is wrong
      await writeFile(join(folder, name), file);
    }
    expect(await refusal()).toMatch(message);
  });

  const changedModel = (change: (json: ReturnType<typeof description>) => unknown): unknown => {
    const json = description();
    return change(json) ?? json;
  };
  it.each<[string, unknown, RegExp]>([
    [
      'an unknown activation',
      changedModel((j) => void (j.model.layers[0]!.activation = 'rleu')),
      /model\.layers\[0\]\.activation is "rleu"; did you mean "relu"\?/,
    ],
    [
      'an activation like nothing known',
      changedModel((j) => void (j.model.layers[0]!.activation = 'wavelets')),
      /one of identity, relu/,
    ],
    [
      'an unknown cost',
      changedModel((j) => void (j.model.cost = 'mean-square-error')),
      /model\.cost is .* did you mean "mean-squared-error"\?/,
    ],
    [
      'an unknown key',
      { ...description(), gradient: 'g' },
      /gradient is not a known key; did you mean "gradients"\?/,
    ],
    [
      'an unknown key within a layer',
      changedModel((j) => ({
        ...j,
        model: { ...j.model, layers: [{ units: 3, activation: 'relu', unit: 3 }] },
      })),
      /model\.layers\[0\]\.unit is not a known key/,
    ],
    ['a missing key', { model: description().model }, /parameters is missing; it is a string/],
    [
      'zero units',
      changedModel((j) => void (j.model.layers[0]!.units = 0)),
      /model\.layers\[0\]\.units is 0; it must be at least 1/,
    ],
    [
      'fractional units',
      changedModel((j) => void (j.model.layers[0]!.units = 1.5)),
      /model\.layers\[0\]\.units is 1.5; it must be an integer/,
    ],
    ['no layers', changedModel((j) => void (j.model.layers = [])), /model\.layers is empty/],
    ['a negative l2', changedModel((j) => void (j.model.l2 = -1)), /model\.l2 is -1; it must be at least 0/],
    [
      'softmax before the last layer',
      changedModel((j) => void (j.model.layers[0]!.activation = 'softmax')),
      /only the last layer/,
    ],
    [
      'a cost whose last activation is another',
      changedModel((j) => void (j.model.layers[1]!.activation = 'tanh')),
      /needs "sigmoid" as the last activation/,
    ],
    [
      'softmax with another cost',
      changedModel((j) => ({
        ...j,
        model: { layers: [{ units: 1, activation: 'softmax' }], cost: 'mean-squared-error' },
      })),
      /needs "softmax-cross-entropy"/,
    ],
    ['a list in place of an object', [1], /it is a list; it must be an object/],
    ['broken JSON', '{"model": ', /is not JSON/],
    [
      'an infinite costValue',
      JSON.stringify({ ...description(), costValue: 7 }).replace(':7', ':1e999'),
      /costValue is Infinity; it must be a finite number/,
    ],
    [
      'an absolute path',
      { ...description(), data: '/etc/passwd' },
      /data is "\/etc\/passwd", which leaves its folder/,
    ],
    ['a path that leaves the folder', { ...description(), data: '../data.npz' }, /leaves its folder/],
    ['a path with a zero byte', { ...description(), data: 'data.npz\0' }, /leaves its folder/],
    ['a missing file', { ...description(), data: 'dota.npz' }, /data is "dota.npz", which is not in/],
    ['a folder in place of a file', { ...description(), data: 'sub' }, /not a file/],
  ])('refuses %s', async (_what, json, message) => {
    await write({ json });
    await mkdir(join(folder, 'sub'));
    expect(await refusal()).toMatch(message);
  });

  it('names every violation at once', async () => {
    const json = description();
    json.model.layers[0] = { units: -1, activation: 'Relu' };
    json.model.cost = 'mse';
    await write({ json });
    const message = await refusal();
    expect(message).toMatch(/3 mistakes/);
    expect(message.split('\n')).toHaveLength(4);
  });

  it('refuses a link that leaves the folder', async () => {
    await write();
    await cp(join(folder, 'data.npz'), `${folder}-outside.npz`);
    await rm(join(folder, 'data.npz'));
    await symlink(`${folder}-outside.npz`, join(folder, 'data.npz'));
    expect(await refusal()).toMatch(/leaves its folder/);
    await rm(`${folder}-outside.npz`);
  });

  it('refuses a truncated file', async () => {
    await write();
    const bytes = await readFile(join(folder, 'data.npz'));
    await writeFile(join(folder, 'data.npz'), bytes.subarray(0, bytes.length / 2));
    expect(await refusal()).toMatch(/^data.npz is not a whole npz file/);
  });

  it('says of another file what a problem is', async () => {
    await writeFile(join(folder, 'model.py'), 'import numpy');
    const error: unknown = await readProblem(join(folder, 'model.py')).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(
      /model\.py is not JSON: .*[^.]\. A problem is a folder with a problem\.json, that file, or a module \(\.ts/,
    );
  });

  it('says where there is no problem', async () => {
    expect(await refusal()).toMatch(/There is no problem at/);
  });
});

describe('writeProblem', () => {
  const read = async (): Promise<ProblemFolder> => {
    await write();
    return { ...(await readProblem(folder)), costValue: 0.5 };
  };

  it('writes what readProblem reads', async () => {
    const problem = await read();
    await writeProblem(join(folder, 'new', 'one'), problem);
    expect(await readProblem(join(folder, 'new', 'one'))).toEqual(problem);
  });

  it('refuses to overwrite, and leaves nothing behind', async () => {
    const problem = await read();
    const before = await readdir(folder);
    await expect(writeProblem(folder, problem)).rejects.toThrow(/already there; nothing was written/);
    await expect(writeProblem(join(folder, 'data.npz'), problem)).rejects.toThrow(InputError);
    expect(await readdir(folder)).toEqual(before);
  });
});
