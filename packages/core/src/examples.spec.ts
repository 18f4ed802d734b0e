import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { docstringsOf, mistakesIn } from './docstrings.fixture.ts';

// within the package, so that an example's imports are found; among build outputs, which git and the linter ignore
const outputs = join(import.meta.dirname, '../out-tsc');
mkdirSync(outputs, { recursive: true });
const folder = mkdtempSync(join(outputs, 'examples-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const docstrings = docstringsOf('index.ts');

/** The examples, each as a module of its own. */
const examples = docstrings.flatMap(({ name, examples: codes }) =>
  codes.map((code, index) => {
    const file = join(folder, `${name}-${index}.ts`);
    writeFileSync(file, code);
    return { name, code, file };
  }),
);

/** What an example says that it prints, a line each: `console.log(x); // value`. */
const claimsOf = (code: string): string[] =>
  [...code.matchAll(/^\s*console\.log\(.*\); \/\/ (.+)$/gm)].map(([, claim]) => claim!);

/** What a module prints while it is run. */
const printedBy = async (file: string): Promise<string[]> => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  await import(/* @vite-ignore */ file);
  return log.mock.calls.map((printed) => format(...printed));
};

describe('the examples of the main door', () => {
  it('are there for every function', () => {
    expect(docstrings.map(({ name }) => name)).toContain('checkGradient');
    expect(docstrings.filter((docstring) => docstring.examples.length === 0)).toEqual([]);
  });

  it('compile', () => {
    expect(mistakesIn(examples.map(({ file }) => file))).toEqual([]);
  });

  it.each(examples)('$name prints what its example says', async ({ code, file }) => {
    const claims = claimsOf(code);
    expect(claims).not.toEqual([]);
    expect(await printedBy(file)).toEqual(claims);
  });
});
