import type { Report } from '@gradproof/core';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { moduleOf, testFolder, UNSETTLED } from './testing/folder.ts';
import { runCaptured } from './testing/run-captured.ts';

const { at, written } = testFolder();
const RIGHT = moduleOf(2);
const WRONG = `// a comment\n${moduleOf(3).replace(', gradient', ',\n gradient')}`;

const text = (name: string) => readFile(at(name), 'utf8');

describe('--reporter', () => {
  it('json is --json', async () => {
    await written({ 'a.mjs': WRONG });
    const { status, out } = await runCaptured(['check', at('a.mjs'), '--reporter', 'json']);
    expect(status).toBe(1);
    expect((JSON.parse(out) as Report).verdict).toBe('incorrect');
  });

  it('text, junit and json beside it go to their files, the text as ever', async () => {
    await written({ 'a.mjs': WRONG });
    const alone = await runCaptured(['check', at('a.mjs')]);
    const reporters = `text,junit=${at('j.xml')},json=${at('r.json')}`;
    const { status, out } = await runCaptured(['check', at('a.mjs'), '--reporter', reporters]);
    expect(status).toBe(1);
    expect(out.replace(/[\d.]+ s on/, '')).toBe(alone.out.replace(/[\d.]+ s on/, ''));
    expect((JSON.parse(await text('r.json')) as Report).verdict).toBe('incorrect');
    expect(await text('j.xml')).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="gradproof">/);
  });

  it('junit has a suite a problem, a test a tensor, and what failed with its entries', async () => {
    await written({ 'a.mjs': RIGHT, 'b.mjs': WRONG, 'c&d.mjs': 'throw new Error("a < b \\u0007");', 'e.mjs': UNSETTLED });
    const problems = ['a.mjs', 'b.mjs', 'c&d.mjs', 'e.mjs'].map(at);
    const { status, out } = await runCaptured(['check', ...problems, '--reporter', 'junit']);
    expect(status).toBe(2);
    expect(out.match(/<testsuite name="[^"]*" tests="1" failures="\d" errors="\d"/g)).toHaveLength(4);
    expect(out).toMatch(/a\.mjs" tests="1" failures="0" errors="0" time="[\d.]+"><testcase classname="[^"]*a\.mjs" name="a"\/>/);
    expect(out).toMatch(/b\.mjs" name="a"><failure message="incorrect, difference 0\.2[^"]*" type="incorrect">[^<]*a\[0\]: grad 9, gradapprox 6&#10;|a\[0\]: grad 9, gradapprox 6/);
    expect(out).toMatch(/c&amp;d\.mjs" name="gradient"><error message="[^"]*a &lt; b [^"<]*" type="not checked">/);
    expect(out).toMatch(/<failure message="inconclusive[^"]*" type="inconclusive">/);
    const parse = 'import sys, xml.dom.minidom as m; print(len(m.parseString(sys.stdin.buffer.read()).getElementsByTagName("testcase")))';
    expect(execFileSync('python3', ['-c', parse], { input: out, encoding: 'utf8' }).trim()).toBe('4');
  });

  it('github annotates the line of the gradient, of what is wrong and what could not be checked', async () => {
    await written({ 'a.mjs': RIGHT, 'b.mjs': WRONG, 'c.mjs': 'export const a = 1;\nthrow new Error("50 % off");', 'e.mjs': UNSETTLED });
    vi.stubEnv('GITHUB_WORKSPACE', at(''));
    const problems = ['a.mjs', 'b.mjs', 'c.mjs', 'e.mjs'].map(at);
    const { out } = await runCaptured(['check', ...problems, '--reporter', 'github']).finally(vi.unstubAllEnvs);
    const lines = out.trimEnd().split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/^::error file=b\.mjs,line=3,title=gradproof%3A incorrect::.*b\.mjs: The gradient of a is wrong.*%0A- da is 9, the numerical gradient 6/),
      expect.stringMatching(/^::error file=c\.mjs,line=2,col=\d+,title=gradproof%3A not checked::.*50 %25 off/),
      expect.stringMatching(/^::warning file=e\.mjs,line=1,title=gradproof%3A inconclusive::/),
    ]);
  });

  it('github is on standard error beside json, and without being asked for where GitHub runs it', async () => {
    await written({ 'b.mjs': WRONG });
    const { out, err } = await runCaptured(['check', at('b.mjs'), '--reporter', 'github,json']);
    expect((JSON.parse(out) as Report).verdict).toBe('incorrect');
    expect(err).toMatch(/^::error file=/);
    const automatic = await runCaptured(['check', at('b.mjs')], { annotates: true });
    expect(automatic.out).toMatch(/^INCORRECT/);
    expect(automatic.err).toMatch(/^::error file=[^\n]*\n$/);
  });

  it.each<[string, RegExp]>([
    ['jsn', /There is no reporter "jsn"; did you mean "json"\?/],
    ['xml', /There is no reporter "xml"; there are text, json, junit, github, html\./],
    ['html', /html needs the file to write: html=FILE/],
    ['json=', /json needs the file to write/],
    ['text=out.txt', /text is printed; it takes no file/],
    ['text,json', /On standard output json is alone: give it a file \(json=FILE\), or leave out text/],
    ['json,junit', /On standard output json is alone/],
    ['html=a.html,html=b.html', /name html once/],
  ])('refuses %s', async (reporters, message) => {
    const { status, err } = await runCaptured(['check', at('a.mjs'), '--reporter', reporters]);
    expect(status).toBe(2);
    expect(err).toMatch(message);
  });

  it('refuses --json beside text, and two pages', async () => {
    await written({ 'a.mjs': RIGHT });
    expect((await runCaptured(['check', at('a.mjs'), '--json', '--reporter', 'text'])).err).toMatch(/json is alone/);
    const pages = ['--report', at('a.html'), '--reporter', `html=${at('b.html')}`];
    expect((await runCaptured(['check', at('a.mjs'), ...pages])).err).toMatch(/written to one file/);
  });
}); // prettier-ignore

describe('the page', () => {
  it('replaces what gradproof wrote itself, and nothing else', async () => {
    await written({ 'a.mjs': RIGHT, 'other.html': '<!doctype html>mine', 'other.json': '{"mine":1}' });
    const reporters = ['text', `html=${at('p.html')}`, `json=${at('r.json')}`, `junit=${at('j.xml')}`];
    for (let turn = 0; turn < 2; turn++) {
      const { status, err } = await runCaptured(['check', at('a.mjs'), '--reporter', reporters.join()]);
      expect({ status, err }).toEqual({ status: 0, err: '' });
    }
    for (const other of ['html=other.html', 'json=other.json', 'junit=other.html']) {
      const asked = other.replace('=', `=${at('')}/`);
      const { status, err } = await runCaptured(['check', at('a.mjs'), '--reporter', asked]);
      expect(status).toBe(2);
      expect(err).toMatch(/other\.\w+ is already there\. Name another file\. --force replaces it/);
    }
    expect(await text('other.html')).toBe('<!doctype html>mine');
    const forced = ['check', at('a.mjs'), '--report', at('other.html'), '--force'];
    expect((await runCaptured(forced)).status).toBe(0);
    expect(await text('other.html')).toContain('correct');
  });

  it('of several is a list with a page each', async () => {
    await written({ 'x/a.mjs': RIGHT, 'y/a.mjs': WRONG, 'z.mjs': '' });
    const problems = ['x/a.mjs', 'y/a.mjs', 'z.mjs'].map(at);
    const { status } = await runCaptured(['check', ...problems, '--report', at('out.html')]);
    expect(status).toBe(2);
    const index = await text('out.html');
    const pages = [...index.matchAll(/href="(out\.[^"]+\.html)"/g)].map(([, href]) => href!);
    expect(pages).toHaveLength(2);
    expect(await text(pages[0]!)).toMatch(/<title>Gradproof: correct/);
    expect(await text(pages[1]!)).toMatch(/<title>Gradproof: incorrect/);
    expect(index).toMatch(/not checked/);
  });

  it('is opened in the browser that BROWSER names, wherever it is written', async () => {
    await written({ 'a.mjs': RIGHT });
    await writeFile(at('browser'), `#!/bin/sh\necho "$1" >> ${at('opened')}\n`);
    await chmod(at('browser'), 0o755);
    vi.stubEnv('BROWSER', at('browser'));
    try {
      const { status } = await runCaptured(['check', at('a.mjs'), '--open', '--report', at('p.html')]);
      expect(status).toBe(0);
      expect((await runCaptured(['check', at('a.mjs'), '--open'])).err).toMatch(/opened .*report\.html/);
      await vi.waitFor(async () => expect((await text('opened')).trim().split('\n')).toHaveLength(2), 10_000);
      const [named, temporary] = (await text('opened')).trim().split('\n').toSorted((a, b) => Number(b === at('p.html')) - Number(a === at('p.html'))); // prettier-ignore
      expect(named).toBe(at('p.html'));
      expect(existsSync(temporary!)).toBe(true);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('that can’t be opened changes no exit status', async () => {
    await written({ 'a.mjs': WRONG });
    vi.stubEnv('BROWSER', at('nowhere'));
    const { status, err } = await runCaptured(['check', at('a.mjs'), '--open']).finally(vi.unstubAllEnvs);
    expect(status).toBe(1);
    expect(err).toMatch(/can't be opened: spawn .*ENOENT/);
  });
});

describe('--quiet and --verbose', () => {
  it('--quiet shows the first line of the report, with the same exit status', async () => {
    await written({ 'a.mjs': WRONG, 'b.mjs': RIGHT });
    const { status, out } = await runCaptured(['check', at('a.mjs'), '--quiet']);
    expect(status).toBe(1);
    expect(out).toMatch(/^INCORRECT {2}difference 0\.20*, threshold 2e-7\n$/);
    const several = await runCaptured(['check', at('a.mjs'), at('b.mjs'), '--quiet']);
    expect(several.out.trimEnd().split('\n')).toHaveLength(7);
    expect(several.out).toMatch(/2 problems: 1 incorrect, 1 correct\n$/);
  });

  it('--verbose shows every report whole, and on standard error what a check is about to take', async () => {
    await written({ 'a.mjs': RIGHT, 'b.mjs': RIGHT });
    const plain = await runCaptured(['check', at('a.mjs')]);
    const { out, err } = await runCaptured(['check', at('a.mjs'), '--verbose']);
    expect(out.replace(/[\d.]+ s on/, '')).toBe(plain.out.replace(/[\d.]+ s on/, ''));
    expect(err).toMatch(/^gradproof: 1 parameter in 1 tensor, on .*: about \d+ evaluations of J, .* s\n$/);
    const several = await runCaptured(['check', at('a.mjs'), at('b.mjs'), '--verbose']);
    expect(several.out.match(/1 of 1 coordinates?/g)).toHaveLength(2);
  });

  it('go not together', async () => {
    const { status, err } = await runCaptured(['check', at('a.mjs'), '--quiet', '--verbose']);
    expect(status).toBe(2);
    expect(err).toMatch(/'--quiet' cannot be used with option '--verbose'/);
  });
});
