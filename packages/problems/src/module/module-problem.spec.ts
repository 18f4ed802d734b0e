import { checkFunctions } from '@gradproof/core';
import { InputError } from '@gradproof/model';
import { chmod, mkdir, mkdtemp, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openProblem } from '../open-problem.ts';
import { cacheFolder } from './cache-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradproof-module-'));
});
afterEach(() => rm(folder, { recursive: true }));

const written = async (name: string, code: string): Promise<string> => {
  await writeFile(join(folder, name), code);
  return join(folder, name);
};

const check = async (path: string) => checkFunctions((await openProblem(path)).functions);

const refusal = async (path: string): Promise<string> => {
  const error: unknown = await check(path).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message;
};

const PROBLEM = '{ parameters: { w: [0.3, 2] }, cost: ({ w }) => w[0] * w[1] ** 2, gradient: ({ w }) => ({ w: [w[1] ** 2, FACTOR * w[0] * w[1]] }) }'; // prettier-ignore
const TYPED = PROBLEM.replaceAll('({ w }) =>', '({ w }: { w: number[] }) =>').replaceAll(/w\[(\d)\]/g, 'w[$1]!'); // prettier-ignore
const ES = `import { defineProblem } from '@gradproof/core';\nexport default defineProblem(${PROBLEM});`;
const TS = `import { defineProblem } from '@gradproof/core';\nimport { factor as FACTOR } from './factor.ts';\nexport default defineProblem(${TYPED});`;
const COMMON = `const { defineProblem } = require('@gradproof/core');\nmodule.exports = defineProblem(${PROBLEM});`;

describe('a problem as a module', () => {
  it.each([
    ['problem.mjs', ES],
    ['problem.js', ES],
    ['problem.cjs', COMMON],
    ['problem.js', COMMON],
    ['problem.js', COMMON.replace('module.exports =', 'exports.__esModule = true; exports.default =')],
    ['problem.cjs', COMMON.replace('module.exports =', 'exports.default =')],
    [
      'methods.mjs',
      ES.replace('cost: ({ w }) => w[0]', 'cost({ w }) { return w[0] / this.parameters.w[1] * 2').replace(
        ', gradient:',
        ' }, gradient:',
      ),
    ],
    ['problem.cts', COMMON.replace('const {', 'const x: number = 1;\nconst {')],
    ['waiting.mjs', ES.replace('export default', 'await Promise.resolve();\nexport default')],
    ['waiting.cjs', `module.exports = Promise.resolve(${PROBLEM});`],
    ['plain.mjs', `export default ${PROBLEM};`],
  ])('%s is loaded: %#', async (name, code) => {
    const right = await written(name, code.replaceAll('FACTOR', '2'));
    expect(await check(right)).toMatchObject({ verdict: 'correct', checked: 2 });
    const wrong = await written(`wrong-${name}`, code.replaceAll('FACTOR', '3'));
    expect(await check(wrong)).toMatchObject({ verdict: 'incorrect' });
  });

  it.each(['problem.ts', 'problem.mts'])('%s is loaded, with its types and what it imports', async (name) => {
    await written('factor.ts', 'export const factor: number = 2;');
    expect(await check(await written(name, TS))).toMatchObject({ verdict: 'correct' });
  });

  it('may have many outputs, each checked', async () => {
    const path = await written(
      'outputs.ts',
      'export default { parameters: [1, 2], outputs: ([a, b]: number[]) => ({ y: [a! * b!], z: a! + b! }), jacobian: true,' +
        'vjp: ([a, b]: number[], { y, z }: { y: number[]; z: number }) => [y[0]! * b! + z, y[0]! * a! + 2 * z] };',
    );
    const report = await check(path);
    expect(report.tensors.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['y[0] by theta', 'correct'],
      ['z by theta', 'incorrect'],
    ]);
  });

  it.each<[string, string, string, RegExp]>([
    ['a syntax error, with its place', 'broken.ts', 'export default {\n  cost: ([a) => a\n};', /broken\.ts:2:\d+ can't be read: Unexpected token/], // prettier-ignore
    ['a syntax error in JavaScript', 'broken.cjs', 'module.exports = {\n  cost: ([a) => a\n};', /broken\.cjs.* can't be read: /], // prettier-ignore
    ['an import that is not there', 'lost.ts', "import { x } from './nowhere.ts';\nexport default x;", /lost\.ts could not be loaded: Cannot find module '\.\/nowhere\.ts'/], // prettier-ignore
    ['what throws', 'throws.mjs', 'const n = 1;\nthrow new RangeError("no weights");', /throws\.mjs threw RangeError while it was loaded \(at .*throws\.mjs:2:\d+\): no weights/], // prettier-ignore
    ['what throws a word', 'throws.cjs', 'throw "word";', /throws\.cjs threw word while it was loaded/],
    [
      'what throws what is no text',
      'throws.cjs',
      'throw Object.create(null);',
      /throws\.cjs threw something that is no error while it was loaded/,
    ],
    [
      'a cost that throws what is no text',
      'cost.cjs',
      'module.exports = { parameters: [1], cost: () => { throw Object.create(null); }, gradient: [1] };',
      /cost of .*cost\.cjs threw something that is no error/,
    ],
    [
      'what is no text',
      'binary.ts',
      '\u0000',
      /binary\.ts:1:0 can't be read: Unexpected character '[^']*'\.$/,
    ],
    ['no default export', 'named.ts', 'export const cost = () => 1;', /named\.ts has no default export\. End it with: export default defineProblem/], // prettier-ignore
    ['an empty file', 'empty.ts', '', /empty\.ts has no default export/],
    ['a function as the default export', 'function.ts', 'export default () => 1;', /function\.ts: A problem is a record.*not a function/], // prettier-ignore
    ['a problem without a gradient', 'half.ts', 'export default { parameters: [1], cost: () => 1 };', /half\.ts: A problem is its parameters with/], // prettier-ignore
    ['defineProblem’s own refusal', 'refused.ts', "import { defineProblem } from '@gradproof/core';\nexport default defineProblem({ parameters: [1], cost: 1, gradient: [1] } as never);", /refused\.ts threw InputError while it was loaded.*cost is a number/], // prettier-ignore
    ['parameters that are words', 'words.ts', "export default { parameters: { w: 'a' }, cost: () => 1, gradient: {} };", /words\.ts: w is a string/], // prettier-ignore
    ['a getter that throws', 'getter.mjs', 'export default {\n get parameters() { throw new Error("no weights"); }, cost: () => 1, gradient: [1] };', /getter\.mjs: The problem can't be read: it threw Error: no weights \(at .*getter\.mjs:2:\d+\)/], // prettier-ignore
    ['parameters whose keys throw', 'keys.mjs', 'const ownKeys = () => { throw new Error("no keys"); };\nexport default { parameters: new Proxy({}, { ownKeys }), cost: () => 1, gradient: [1] };', /keys\.mjs: parameters can't be read: it threw Error: no keys \(at .*keys\.mjs:1:\d+\)/], // prettier-ignore
    ['a gradient whose getter throws', 'gradient.mjs', 'export default { parameters: { w: [1] }, cost: ({ w }) => w[0] ** 2, gradient: () => ({\n get w() { throw new Error("no"); } }) };', /gradient\.mjs: What gradient returned can't be read: it threw Error: no \(at .*gradient\.mjs:2:\d+\)/], // prettier-ignore
    ['a gradient with a hole', 'hole.mjs', 'export default { parameters: { w: [1, 2] }, cost: ({ w }) => w[0] ** 2, gradient: () => ({ w: [2, ,] }) };', /hole\.mjs: dw\.1 is undefined/], // prettier-ignore
    ['what throws a proxy that throws', 'proxy.mjs', 'const get = () => { throw 1; };\nthrow new Proxy(new Error("x"), { get, getPrototypeOf: get });', /proxy\.mjs threw something that is no error while it was loaded/], // prettier-ignore
    ['a cost that throws a proxy that throws', 'proxy.mjs', 'const get = () => { throw 1; };\nexport default { parameters: [1], cost: () => { throw new Proxy(new Error("x"), { get, getPrototypeOf: get }); }, gradient: [1] };', /cost of .*proxy\.mjs threw something that is no error/], // prettier-ignore
    ['a cost that is no number', 'cost.ts', "export default { parameters: [1], cost: () => '1', gradient: [1] };", /cost function returned string/], // prettier-ignore
    ['a cost that throws', 'cost.ts', 'export default { parameters: [1],\n cost: () => { throw new TypeError("x is not a matrix"); },\n gradient: [1] };', /cost of .*cost\.ts threw TypeError \(at .*cost\.ts:2:\d+\): x is not a matrix/], // prettier-ignore
    ['a cost that throws later', 'cost.ts', 'export default { parameters: [1], cost: async () => { throw new TypeError("late"); }, gradient: [1] };', /cost of .*cost\.ts threw TypeError.*: late/], // prettier-ignore
    ['a gradient of another shape', 'shape.ts', 'export default { parameters: { w: [1, 2] }, cost: () => 1, gradient: { w: [1] } };', /shape\.ts: dw has shape \[1\], but w is \[2\]/], // prettier-ignore
    ['a gradient that throws', 'gradient.ts', 'export default { parameters: [1], cost: () => 1, gradient: () => { throw new Error("no tape"); } };', /gradient of .*gradient\.ts threw Error.*: no tape/], // prettier-ignore
  ])('refuses %s', async (_what, name, code, message) => {
    expect(await refusal(await written(name, code))).toMatch(message);
  });

  it('refuses a file that is too large to be a module, before it is read', async () => {
    const path = await written('large.mjs', '');
    await truncate(path, 33 * 2 ** 20);
    expect(await refusal(path)).toMatch(/large\.mjs has 34603008 bytes; a module has at most 33554432/);
    await truncate(path, 8 * 2 ** 20);
    expect(await refusal(path)).not.toMatch(/bytes/);
  });

  it.each<[string, string, string]>([
    ['boom.mjs', 'throw new Error("boom")', '1:7'],
    ['boom.js', 'throw new Error("boom")', '1:7'],
    ['boom.cjs', 'throw new Error("boom")', '1:7'],
    ['typed.ts', 'interface A { readonly a: number }\nconst f = (x: A): number => { throw new Error(`${x.a}`); };\nexport default f({ a: 1 });', '2:37'],
    ['cost.ts', 'const w: readonly number[] = [1];\nexport default { parameters: w, cost: (x: readonly number[]): number => { throw new Error(`${x.length}`); }, gradient: [1] };', '2:81'],
    ['cost.mjs', 'export default { parameters: [1], cost: () => { throw new Error("no"); }, gradient: [1] };', '1:55'],
    ['core.mjs', 'import { defineProblem } from "@gradproof/core";\nexport default defineProblem({ parameters: [1], cost: () => { throw new Error("no"); }, gradient: [1] });', '2:69'],
    ['cost.cjs', 'module.exports = { parameters: [1], cost: () => { throw new Error("no"); }, gradient: [1] };', '1:57'],
  ])('names the line and column of what %s throws, as its source has them', async (name, code, place) => {
    expect(await refusal(await written(name, code))).toContain(`${name}:${place})`);
  }); // prettier-ignore

  it('says where there is no module', async () => {
    expect(await refusal(join(folder, 'nowhere.ts'))).toMatch(/^There is no module at .*nowhere\.ts\.$/);
    await mkdir(join(folder, 'folder.ts'));
    expect(await refusal(join(folder, 'folder.ts'))).toMatch(/folder\.ts is not a file/);
  });
});

describe('the folder of translated modules', () => {
  it('is made so that nobody else can enter it', async () => {
    const cache = cacheFolder(folder);
    if (cache === false) throw new Error('there is a folder');
    expect((await stat(cache)).mode & 0o777).toBe(0o700);
    expect(cacheFolder(folder)).toBe(cache);
  });

  it('isn’t used where others may have written to it, or it is a link', async () => {
    const cache = cacheFolder(folder);
    if (cache === false) throw new Error('there is a folder');
    await chmod(cache, 0o777);
    expect(cacheFolder(folder)).toBe(false);
    await rm(cache, { recursive: true });
    await symlink(folder, cache);
    expect(cacheFolder(folder)).toBe(false);
    expect(cacheFolder(join(folder, 'no\0where'))).toBe(false);
  });
});
