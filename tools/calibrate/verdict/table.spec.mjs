import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeDocs } from './docs.mjs';
import { tablesOf } from './table.mjs';
import { noCounts } from './tally.mjs';

const some = {
  right: 3000,
  incorrect: 1,
  inconclusive: 45,
  beyond: 2900,
  seen: 1000,
  found: 999,
  nameable: 50,
  named: 49,
  diagnosed: 900,
};
const CELLS = ['float64', 'float32'].map((precision) => ({
  kind: 'smooth',
  method: 'function',
  precision,
  counts: { ...noCounts(), ...(precision === 'float64' ? some : {}) },
}));

describe('the tables', () => {
  it('have a row for each kind, a column for each precision, and the parts in %', () => {
    expect(tablesOf(CELLS)).toEqual([
      '| function | float64 | float32 |\n| --- | --- | --- |\n| smooth | 3000: 0.03 / 1.5 / 0 / 99.9 | – |',
      '| causes | float64 | float32 |\n| --- | --- | --- |\n| function | 50: 98.0; 900: 0 | 0: –; 0: – |',
    ]);
  });

  it('are put between the marks, in place of what stood there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'docs-'));
    const path = join(folder, 'method.md');
    writeFileSync(path, 'before\n<!-- calibrate:verdict begins -->\nold\n<!-- calibrate:verdict ends -->\nafter\n');
    writeDocs({ sources: 'abc', cells: CELLS }, path);
    writeDocs({ sources: 'abc', cells: CELLS }, path);
    const text = readFileSync(path, 'utf8');
    rmSync(folder, { recursive: true });
    expect(text).toMatch(/^before\n<!-- calibrate:verdict begins -->\n\nCounted of sources abc, 3000 right checks and 2900 wrong ones\./);
    expect(text).not.toContain('old');
    expect(text.match(/\| smooth \|/g)).toHaveLength(1);
    expect(text.endsWith('<!-- calibrate:verdict ends -->\nafter\n')).toBe(true);
  });

  it('are refused by a text without marks', () => {
    const folder = mkdtempSync(join(tmpdir(), 'docs-'));
    writeFileSync(join(folder, 'm.md'), 'nothing');
    expect(() => writeDocs({ sources: 'abc', cells: CELLS }, join(folder, 'm.md'))).toThrow('calibrate:verdict begins');
    rmSync(folder, { recursive: true });
  });
}); // prettier-ignore
