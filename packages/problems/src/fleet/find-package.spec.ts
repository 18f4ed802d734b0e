import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findPackage } from './find-package.ts';

it('finds the nearest package of that name, whatever part of it is imported', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gradproof-package-'));
  const put = async (...path: string[]) => {
    await mkdir(join(folder, ...path), { recursive: true });
    const file = join(folder, ...path, 'package.json');
    await writeFile(file, '{}');
    return file;
  };
  const outer = await put('node_modules', 'outer');
  const scoped = await put('node_modules', '@scope', 'name');
  await put('node_modules', 'both');
  const nearest = await put('inner', 'node_modules', 'both');
  const importer = join(folder, 'inner', 'module.ts');
  expect(findPackage('outer/part/deep', importer)).toBe(outer);
  expect(findPackage('@scope/name/part', importer)).toBe(scoped);
  expect(findPackage('both', importer)).toBe(nearest);
  expect(findPackage('no-such-package', importer)).toBeUndefined();
  await rm(folder, { recursive: true });
});
