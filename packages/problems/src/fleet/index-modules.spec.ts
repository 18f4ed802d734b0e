import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { modulesFolder } from '../testing/modules-folder.ts';
import { indexModules, versionOfModule } from './index-modules.ts';

const folders: string[] = [];
const folderOf = async (files: Record<string, string>): Promise<string> => {
  const folder = await modulesFolder(files);
  folders.push(folder);
  return folder;
};
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** A problem that imports in every way there is, and the files that it imports. */
const FILES = {
  'problem.ts': `
    import { a, type T } from './lib/a';
    import type { U } from './types.ts';
    import table from './table.json';
    import legacy = require('./legacy.cjs');
    import { readFileSync } from 'node:fs';
    export * from './again.ts';
    export default { a, table, legacy, readFileSync, late: () => import('./late.mts') };`,
  'lib/a.ts': "import './b.js'; export const a = 1; export type T = number;",
  'lib/b.js': 'export const b = 2;',
  'types.ts': 'export type U = string;',
  'table.json': '{"x": 1}',
  'legacy.cjs': "module.exports = require('./deep.cjs');",
  'deep.cjs': 'module.exports = 5;',
  'again.ts': 'export const again = 1;',
  'late.mts': 'export const late = 1;',
  'unrelated.ts': 'export const u = 1;',
};

const versionIn = async (files: Record<string, string>): Promise<string> => {
  const { versions, refused } = await indexModules(await folderOf(files));
  expect(refused).toEqual({});
  return versions['problem.ts']!;
};

describe('a folder of modules', () => {
  it('has a version of each module by its place', async () => {
    const { versions } = await indexModules(await folderOf(FILES));
    expect(Object.keys(versions).sort()).toEqual(
      Object.keys(FILES)
        .filter((place) => !place.endsWith('.json'))
        .sort(),
    );
    expect(Object.values(versions).every((version) => /^[0-9a-f]{64}$/.test(version))).toBe(true);
  });

  it.each([
    'problem.ts',
    'lib/a.ts',
    'lib/b.js',
    'table.json',
    'legacy.cjs',
    'deep.cjs',
    'again.ts',
    'late.mts',
  ])('gives a module another version when %s changes, which it imports', async (place) => {
    const changed = { ...FILES, [place]: `${FILES[place as keyof typeof FILES]}\n` };
    expect(await versionIn(changed)).not.toBe(await versionIn(FILES));
  });

  it.each(['types.ts', 'unrelated.ts'] as const)(
    'leaves it as it is when %s changes, which never runs',
    async (place) => {
      expect(await versionIn({ ...FILES, [place]: '// another' })).toBe(await versionIn(FILES));
    },
  );

  it.each([
    ['const require = createRequire(import.meta.url); export default require("./x.json");'],
    ['const load = createRequire(import.meta.url); export default () => load("./x.json");'],
    ['export default () => late("./x.json"); const late = createRequire(import.meta.filename);'],
    ['export default createRequire(import.meta.url)("./x.json");'],
    ['const load = require; export default load("./x.json");'],
  ])('knows what is required by another name: %s', async (code) => {
    const files = { 'problem.ts': `import { createRequire } from 'node:module'; ${code}`, 'x.json': '{}' };
    expect(await versionIn({ ...files, 'x.json': '{ }' })).not.toBe(await versionIn(files));
  });

  it.each(['x.json', 'x.ts', 'lib/main.js', 'lib/index.ts'])(
    'gives a CommonJS module another version when %s changes: which of two files it requires, Node and jiti say differently',
    async (place) => {
      const files = {
        'problem.ts': "export { default } from './own.cjs';",
        'own.cjs': "module.exports = { default: [require('./x'), require('./lib')] };",
        'x.json': '{}',
        'x.ts': '',
        'lib/package.json': '{ "main": "main.js" }',
        'lib/main.js': '',
        'lib/index.ts': '',
      };
      expect(await versionIn({ ...files, [place]: `${files[place as keyof typeof files]} ` })).not.toBe(
        await versionIn(files),
      );
    },
  );

  it('counts packages by their versions', async () => {
    const withPackage = (version: string, code: string) => ({
      'problem.ts': "import { x } from 'pkg'; export default x;",
      'node_modules/pkg/package.json': JSON.stringify({ name: 'pkg', version, main: 'index.js' }),
      'node_modules/pkg/index.js': code,
    });
    const one = await versionIn(withPackage('1.0.0', 'exports.x = 1;'));
    expect(await versionIn(withPackage('1.0.0', 'exports.x = 1; '))).toBe(one);
    expect(await versionIn(withPackage('1.0.1', 'exports.x = 1;'))).not.toBe(one);
  });

  it.each([
    ['computed', "const name = './a.ts'; export default await import(name);", /name is computed/],
    ['of another place', "import { createRequire } from 'node:module'; const r = createRequire('/tmp/'); export default r('./a');", /name is computed/], // prettier-ignore
    ['missing', "import './nowhere.ts';", /problem\.ts imports \.\/nowhere\.ts, which is not there/],
    ['of a package that is missing', "import 'no-such-package';", /no-such-package, which is not installed/],
    ['outside', "import '../outside.ts';", /imports \.\.\/outside\.ts, which is not there|lies outside/],
  ])('says why there is no version: an import that is %s', async (_, code, reason) => {
    const { versions, refused } = await indexModules(await folderOf({ 'problem.ts': code }));
    expect(versions).toEqual({});
    expect(refused['problem.ts']).toMatch(reason);
  });

  it('knows no link that leads out of it, and none that is imported', async () => {
    const outside = await folderOf({ 'secret.ts': 'export default 1;' });
    const folder = await folderOf({ 'problem.ts': "import './link.ts';", 'inner.ts': 'export default 2;' });
    await symlink(join(outside, 'secret.ts'), join(folder, 'link.ts'));
    await symlink(join(folder, 'inner.ts'), join(folder, 'alias.ts'));
    await symlink(outside, join(folder, 'linked'));
    const { versions, refused } = await indexModules(folder);
    expect(Object.keys(versions).sort()).toEqual(['alias.ts', 'inner.ts']);
    expect(refused['problem.ts']).toMatch(/link\.ts, which lies outside/);
  });

  it('must be there, be one, and hold no more than a thousand', async () => {
    const many = await folderOf(Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`m${i}.js`, ''])));
    await expect(indexModules(many)).rejects.toThrow('more than 1000 modules');
    await expect(indexModules(join(many, 'm0.js'))).rejects.toThrow('is not a folder');
    await expect(indexModules(join(many, 'nowhere'))).rejects.toThrow('There is no folder at');
  });
});

describe('a module at a path', () => {
  it('has the name and version that its folder gives it', async () => {
    const folder = await folderOf({ 'team/problem.ts': "import '../shared.ts';", 'shared.ts': '' });
    const path = join(folder, 'team', 'problem.ts');
    const { versions } = await indexModules(folder);
    expect(await versionOfModule(path, folder)).toEqual({
      name: 'team/problem.ts',
      sha256: versions['team/problem.ts'],
    });
    await expect(versionOfModule(path)).rejects.toThrow('lies outside the folder of modules');
    await writeFile(join(folder, 'team', 'alone.ts'), '');
    expect((await versionOfModule(join(folder, 'team', 'alone.ts'))).name).toBe('alone.ts');
  });

  it('must be there, and in the folder', async () => {
    const folder = await folderOf({ 'a/problem.ts': '', 'b/other.ts': '' });
    await expect(versionOfModule(join(folder, 'a', 'no.ts'))).rejects.toThrow('There is no module at');
    await expect(versionOfModule(join(folder, 'a', 'problem.ts'), join(folder, 'b'))).rejects.toThrow(
      'does not lie in',
    );
  });
});
