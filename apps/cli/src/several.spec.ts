import type { Report } from '@gradproof/core';
import { pathToFileURL } from 'node:url';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { moduleOf, testFolder, UNSETTLED } from './testing/folder.ts';
import { runCaptured } from './testing/run-captured.ts';

const notebook = fileURLToPath(new URL('../../../examples/notebook/', import.meta.url));
const { at, written } = testFolder();

const RIGHT = moduleOf(2);
const WRONG = moduleOf(3);

interface Several {
  readonly reports: { readonly problem: string; readonly report?: Report; readonly error?: unknown }[];
}

const checkedJson = async (...args: string[]) => {
  const { status, out, err } = await runCaptured(['check', ...args, '--json']);
  const { reports } = JSON.parse(out) as Several;
  return { status, err, reports, names: reports.map(({ problem }) => problem) };
};

describe('gradproof check of several problems', () => {
  it('takes several, each checked once, in order', async () => {
    await written({ 'a.mjs': RIGHT, 'b.mjs': WRONG });
    const args = [at('b.mjs'), at('a.mjs'), pathToFileURL(at('b.mjs')).href];
    const { status, reports, names } = await checkedJson(...args);
    expect(status).toBe(1);
    expect(names).toEqual([at('b.mjs'), at('a.mjs')]);
    expect(reports.map(({ report }) => report?.verdict)).toEqual(['incorrect', 'correct']);
  });

  it('takes a folder of problems: what is declared in it, and nothing of node_modules, dist or hidden folders', async () => {
    const declared = { 'x/b.problem.mjs': RIGHT, 'a.problem.cjs': RIGHT.replace('export default', 'module.exports =') };
    const others = ['x/helper.mjs', 'problem.mjs', 'dist/b.problem.mjs', 'node_modules/p/a.problem.mjs', '.cache/a.problem.mjs'];
    await written({ ...declared, ...Object.fromEntries(others.map((name) => [name, WRONG])) });
    const { status, names } = await checkedJson(at(''));
    expect({ status, names }).toEqual({ status: 0, names: [at('a.problem.cjs'), at('x/b.problem.mjs')] });
    const folders = await checkedJson(notebook);
    expect(folders).toMatchObject({ status: 1, names: [`${notebook}buggy`, `${notebook}correct`] });
  }); // prettier-ignore

  it('takes a glob, of modules and of folders', async () => {
    await written({ 'p/a.mjs': RIGHT, 'p/b.mjs': RIGHT, 'p/README.md': 'no problem' });
    expect((await checkedJson(at('p/*.mjs'))).names).toEqual([at('p/a.mjs'), at('p/b.mjs')]);
    expect((await checkedJson(at('p/*.{ts,mjs}'))).names).toEqual([at('p/a.mjs'), at('p/b.mjs')]);
    expect((await checkedJson(`${notebook}*`)).names).toEqual([`${notebook}buggy`, `${notebook}correct`]);
    expect((await checkedJson(`${notebook}**`)).names).toEqual([`${notebook}buggy`, `${notebook}correct`]);
    const { status, err } = await runCaptured(['check', at('p/*.ts')]);
    expect(status).toBe(2);
    expect(err).toMatch(/^gradproof: No problem matches .*p\/\*\.ts: /);
  });

  it('runs no script that a glob matches by chance: one that names no extension takes what is declared', async () => {
    await written({
      'p/a.problem.mjs': RIGHT,
      'p/b.problem.mjs': RIGHT,
      'p/script.mjs': 'throw new Error();',
    });
    expect((await checkedJson(at('p/*'))).names).toEqual([at('p/a.problem.mjs'), at('p/b.problem.mjs')]);
  });

  it('takes a name with wildcards for the file that it is', async () => {
    await written({ 'a[1].mjs': RIGHT, 'a1.mjs': WRONG });
    expect((await runCaptured(['check', at('a[1].mjs')])).status).toBe(0);
  });

  it('prints each report that is not correct, and a summary line', async () => {
    await written({ 'a.mjs': RIGHT, 'b.mjs': WRONG, 'c.mjs': UNSETTLED });
    const { status, out, err } = await runCaptured(['check', at('a.mjs'), at('b.mjs'), at('c.mjs')]);
    expect({ status, err }).toEqual({ status: 1, err: '' });
    expect(out).toMatch(/a\.mjs\nCORRECT {2}difference [^\n]*\n\n/);
    expect(out).toMatch(/b\.mjs\nINCORRECT[^]*worst entries/);
    expect(out).toMatch(/c\.mjs\nINCONCLUSIVE/);
    expect(out).toMatch(/\n3 problems: 1 incorrect, 1 inconclusive, 1 correct\n$/);
  });

  it('tells what could not be checked, and checks the others: status 2', async () => {
    await written({ 'a.mjs': WRONG, 'b.mjs': 'export const x = 1;' });
    const args = [at('b.mjs'), at('nowhere'), at('a.mjs')];
    const { status, out, err } = await runCaptured(['check', ...args]);
    expect(status).toBe(2);
    expect(out).toMatch(/\n3 problems: 2 not checked, 1 incorrect\n$/);
    expect(err.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^gradproof: .*b\.mjs has no default export/),
      expect.stringMatching(/^gradproof: There is no problem at .*nowhere/),
    ]);
    const { reports } = await checkedJson(...args);
    expect(reports[0]).toEqual({ problem: at('b.mjs'), error: { message: expect.stringMatching(/no default export/) as string, status: 2 } }); // prettier-ignore
    expect(reports[2]?.report?.verdict).toBe('incorrect');
  });

  it('has status 3 where one is inconclusive and none is wrong', async () => {
    await written({ 'a.mjs': RIGHT, 'c.mjs': UNSETTLED });
    expect((await runCaptured(['check', at('c.mjs'), at('a.mjs')])).status).toBe(3);
  });

  it('of one problem, however it is named, prints the report as ever', async () => {
    await written({ 'p/a.problem.mjs': WRONG });
    const alone = await runCaptured(['check', at('p/a.problem.mjs')]);
    const time = /[\d.]+ s on/;
    for (const named of [at('p'), at('p/*'), pathToFileURL(at('p/a.problem.mjs')).href]) {
      const { status, out } = await runCaptured(['check', named]);
      expect({ status, out: out.replace(time, '') }).toEqual({ status: 1, out: alone.out.replace(time, '') });
      expect(JSON.parse((await runCaptured(['check', named, '--json'])).out)).toHaveProperty('verdict');
    }
  });

  it('is interrupted as one is', async () => {
    await written({ 'a.mjs': RIGHT, 'b.mjs': WRONG });
    const signal = AbortSignal.abort();
    const { status, err } = await runCaptured(['check', at('a.mjs'), at('b.mjs')], { signal });
    expect({ status, err }).toEqual({ status: 130, err: 'gradproof: interrupted\n' });
  });

  it('refuses a URL that names no file', async () => {
    const { status, err } = await runCaptured(['check', 'file://elsewhere/problem.mjs']);
    expect(status).toBe(2);
    expect(err).toMatch(/^gradproof: file:\/\/elsewhere\/problem\.mjs names no file of this machine: .*\n$/);
  });
});
