import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readProblemFiles } from './read-problem-files.ts';
import { readProblem } from './read-problem.ts';

const examples = fileURLToPath(new URL('../../../../examples/', import.meta.url));

const filesOf = async (folder: string): Promise<Map<string, Uint8Array>> =>
  new Map(
    await Promise.all(
      (await readdir(folder)).map(async (name) => [name, await readFile(join(folder, name))] as const),
    ),
  );

describe('a problem folder’s files', () => {
  it.each(['breast-cancer', 'notebook/correct', 'notebook/buggy'])(
    'of %s are read as the folder is',
    async (example) => {
      const folder = join(examples, example);
      expect(await readProblemFiles(await filesOf(folder))).toEqual(await readProblem(folder));
    },
  );

  it.each<[string, (files: Map<string, Uint8Array>) => void, RegExp]>([
    [
      'without problem.json',
      (files) => files.delete('problem.json'),
      /^problem\.json is missing; given are /,
    ],
    ['without an array file', (files) => files.delete('gradients.npz'), /^gradients\.npz is missing/],
    [
      'with a damaged one',
      (files) => files.set('gradients.npz', files.get('gradients.npz')!.subarray(0, 100)),
      /^gradients\.npz is not a whole npz file: /,
    ],
    [
      'with no JSON',
      (files) => files.set('problem.json', new Uint8Array([123])),
      /^problem\.json is not JSON/,
    ],
    [
      'with an empty description',
      (files) => files.set('problem.json', new Uint8Array([123, 125])),
      /model is missing/,
    ],
  ])('%s are refused', async (_what, spoil, message) => {
    const files = await filesOf(join(examples, 'notebook/correct'));
    spoil(files);
    await expect(readProblemFiles(files)).rejects.toThrow(message);
  });
});
