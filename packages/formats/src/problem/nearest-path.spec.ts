import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { didYouMeanPath } from './nearest-path.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradproof-path-'));
  await mkdir(join(folder, 'examples/notebook'), { recursive: true });
  await writeFile(join(folder, 'examples/notebook/problem.ts'), '');
});
afterEach(() => rm(folder, { recursive: true }));

it.each<[string, string | null]>([
  ['exmaples/notebook', 'examples/notebook'],
  ['examples/notebok', 'examples/notebook'],
  ['exmaples/notebok/prblem.ts', 'examples/notebook/problem.ts'],
  ['examples/notebook/problem', 'examples/notebook/problem.ts'],
  ['examples/notebook/problem.mjs', 'examples/notebook/problem.ts'],
  ['examples/other', null],
  ['other/notebook', null],
  ['examples/notebook', null], // it is there
  ['a\0b', null],
])('of %j is %j', async (given, meant) => {
  const said = await didYouMeanPath(join(folder, given));
  expect(said).toBe(meant === null ? '' : `; did you mean "${join(folder, meant)}"?`);
});
