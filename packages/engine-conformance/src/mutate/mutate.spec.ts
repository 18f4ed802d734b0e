import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../../..');

const SOURCE = `
/** Beyond this a value is large. */
const LARGE = 10;
/** No test comes near it. */
const HUGE = 1e9;

export const isLarge = (value: number): boolean => value > LARGE;
export const isHuge = (value: number): boolean => value > HUGE;
export const sumBelow = (end: number): number => {
  let sum = 0;
  let i = 0;
  while (i < end) i += 1;
  for (let k = 0; k < i; k++) sum += k;
  return sum;
};
`;

const SPEC = `
import { expect, it } from 'vitest';
import { isHuge, isLarge, sumBelow } from './size.ts';

it('knows what is large', () => {
  expect([5, 10, 11].map(isLarge)).toEqual([false, false, true]);
});
it('knows what is huge', () => {
  expect([1, 1e12].map(isHuge)).toEqual([false, true]);
});
it('adds up', () => {
  expect(sumBelow(4)).toBe(6);
});
`;

let folder: string;
let output: string;

const mutate = (...flags: string[]) =>
  execFileSync(
    process.execPath,
    [
      join(root, 'tools/mutate/mutate.mjs'),
      'sizes',
      '--package',
      folder,
      '--state',
      join(folder, 'state'),
      ...flags,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  );

beforeAll(() => {
  mkdirSync(join(root, '.mutate'), { recursive: true });
  folder = mkdtempSync(join(root, '.mutate/fixture-'));
  mkdirSync(join(folder, 'src/sizes'), { recursive: true });
  writeFileSync(join(folder, 'src/sizes/size.ts'), SOURCE);
  writeFileSync(join(folder, 'src/sizes/size.spec.ts'), SPEC);
  output = mutate();
}, 60_000); // it starts two processes

afterAll(() => rmSync(folder, { recursive: true }));

describe('npm run mutate', () => {
  it('prints the changes that no test fails with', () => {
    expect(output).toMatch(/size\.ts:5 {2}HUGE = 1e9 {2}→ {2}4000000000/);
    expect(output).toMatch(/size\.ts:5 {2}HUGE = 1e9 {2}→ {2}250000000/);
    expect(output).toMatch(/size\.ts:8 {2}value > HUGE {2}→ {2}>=/);
  });

  it('prints none that a test fails with, endless loops among them', () => {
    expect(output).not.toContain('size.ts:3');
    expect(output).not.toContain('value > LARGE');
    expect(output).not.toContain('i += 1');
    expect(output).not.toContain('i < end');
  });

  it('counts them', () => {
    const row = output.split('\n').find((line) => line.startsWith('| all'));
    const [, , mutants, killed, survived] = row!.split('|').map((cell) => Number.parseFloat(cell));
    expect(survived).toBe(3);
    expect(killed).toBe(mutants! - 3);
    expect(mutants).toBeGreaterThan(10);
  });

  it('goes on from what is known', () => {
    expect(mutate('--report')).toBe(output);
  });
});
