import { existsSync } from 'node:fs';
import { beforeEach, afterEach, describe, expect, it } from 'vitest';
import { moduleOf, testFolder } from './testing/folder.ts';
import { runCaptured } from './testing/run-captured.ts';

const { at, written } = testFolder();
const before = process.cwd();
beforeEach(() => process.chdir(at('')));
afterEach(() => process.chdir(before));

const RIGHT = moduleOf(2);
const WRONG = moduleOf(3);

const namesOf = (out: string): string[] =>
  (JSON.parse(out) as { reports: { problem: string }[] }).reports.map(({ problem }) => problem);

describe('gradproof check without arguments', () => {
  it('checks what the folder and those below declare', async () => {
    await written({ 'a.problem.mjs': RIGHT, 'b/c.problem.mjs': WRONG, 'other.mjs': WRONG });
    const { status, out } = await runCaptured(['check', '--json']);
    expect({ status, names: namesOf(out) }).toEqual({
      status: 1,
      names: ['a.problem.mjs', 'b/c.problem.mjs'],
    });
  });

  it('checks the problem folder that it stands in', async () => {
    expect((await runCaptured(['init', 'mine'])).status).toBe(0);
    process.chdir(at('mine'));
    const { status, out } = await runCaptured(['check']);
    expect(status).toBe(0);
    expect(out).toMatch(/^CORRECT/);
  });

  it('checks what gradproof.config.ts names, as it says', async () => {
    await written({
      'gradproof.config.ts':
        "export default { problems: ['p/*.mjs', 'q.mjs'], seed: 5, coverage: 'sample=1', threshold: 0.1 } as object;",
      'p/a.mjs': RIGHT,
      'q.mjs': WRONG,
      'unnamed.problem.mjs': WRONG,
    });
    const { status, out } = await runCaptured(['check', '--json']);
    expect({ status, names: namesOf(out) }).toEqual({ status: 1, names: ['p/a.mjs', 'q.mjs'] });
    const one = JSON.parse((await runCaptured(['check', 'q.mjs', '--json', '--seed', '7'])).out) as object;
    expect(one).toMatchObject({ seed: 7, coverage: { kind: 'sample', coordinates: 1 }, threshold: 0.1 });
  });

  it('takes another configuration by --config, whose paths are relative to it', async () => {
    await written({ 'c/mine.mjs': "export default { problems: 'a.mjs' };", 'c/a.mjs': RIGHT });
    const { status, out } = await runCaptured(['check', '--config', 'c/mine.mjs']);
    expect(status).toBe(0);
    expect(out).toMatch(/^CORRECT/);
  });

  it.each<[string, string, RegExp]>([
    [
      'unknown keys, all of them',
      "export default { problem: 'a', treshold: 1 };",
      /problem is not a known key; did you mean "problems"\?; treshold is not a known key; did you mean "threshold"/,
    ],
    [
      'values that no option takes, all of them',
      "export default { method: 'magic', seed: 'x' };",
      /method is "magic".*Allowed choices are.*seed is "x".*must be a number/,
    ],
    [
      'paths that are none',
      'export default { problems: [1] };',
      /problems must be a path, or a list of paths/,
    ],
    ['no record', 'export default [];', /must have a record as its default export/],
    ['no export', 'export const a = 1;', /must have a record as its default export/],
    ['what can’t be read', 'export default {', /gradproof\.config\.mjs.* can't be read/],
    [
      'a problem that is not there',
      "export default { problems: ['x.mjs'] };",
      /There is no module at x\.mjs/,
    ],
  ])('refuses a configuration with %s', async (_what, text, message) => {
    await written({ 'gradproof.config.mjs': text });
    const { status, out, err } = await runCaptured(['check']);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).toMatch(/^gradproof: [^\n]*\n$/);
  });

  it('says what to do where nothing is declared', async () => {
    const { status, out, err } = await runCaptured(['check']);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/^gradproof: Nothing to check is declared here: .*gradproof init mine\.\n$/);
  });
});

describe('gradproof alone', () => {
  it('lists what it would check, says how to begin, and runs nothing', async () => {
    const ran = `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(at('ran'))}, '');\n`;
    await written({ 'a.problem.mjs': ran + RIGHT, 'b/c.problem.mjs': ran + WRONG });
    const { status, out, err } = await runCaptured([]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(/would check these 2 problems:\n {4}a\.problem\.mjs\n {4}b\/c\.problem\.mjs\n/);
    expect(out).toMatch(/gradproof check a\.problem\.mjs +checks one\n[^]*gradproof init mine/);
    expect(existsSync(at('ran'))).toBe(false);
  });

  it('lists the first of many', async () => {
    await written(Object.fromEntries(Array.from({ length: 25 }, (_, k) => [`p${k + 10}.problem.mjs`, ''])));
    const { out } = await runCaptured([]);
    expect(out).toMatch(/these 25 problems/);
    expect(out.match(/^ {4}p\d+\.problem\.mjs$/gm)).toHaveLength(20);
    expect(out).toContain('    … and 5 more\n');
  });

  it('says how to begin where there is nothing', async () => {
    const { status, out } = await runCaptured([]);
    expect(status).toBe(0);
    expect(out).toMatch(/Nothing to check is declared here[^]*gradproof init mine/);
  });
});
