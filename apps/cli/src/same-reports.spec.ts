import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const tool = fileURLToPath(new URL('../../../tools/same-reports.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'same-reports-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A case as it is recorded: one entry whose gradient has this numerical gradient. */
const recorded = (gradapprox = 0.75, changed: object = {}) => ({
  case: 'a check',
  report: {
    verdict: 'correct',
    reason: 'The gradient agrees.',
    difference: 1e-9,
    tensors: [{ name: 'W1', worst: [{ grad: 0.75, gradapprox, residual: 0.75 - gradapprox }] }],
    findings: [{ kind: 'kink', message: 'A kink.', at: 3 }],
    noise: 0.1,
    evaluations: 94,
    seconds: 0.5,
    ...changed,
  },
});

const write = (name: string, cases: readonly object[]): string => {
  const file = join(folder, name);
  writeFileSync(file, cases.map((one) => `${JSON.stringify(one)}\n`).join(''));
  return file;
};

/** Runs `same-reports compare` on two recordings. */
const compare = (before: readonly object[], after: readonly object[], ...options: string[]) => {
  const files = [write('before.jsonl', before), write('after.jsonl', after)];
  return spawnSync(process.execPath, [tool, 'compare', ...files, ...options], { encoding: 'utf8' });
};

const EPSILON = 2 ** -52;
/** 0.75 moved by so many units in its last place, 2⁻⁵³ each. */
const moved = (ulps: number) => 0.75 + (ulps * EPSILON) / 2;

describe('same-reports compare', () => {
  it.each([
    ['the same reports', {}],
    ['other seconds', { seconds: 9 }],
    ['another reason', { reason: 'Both gradients agree.' }],
    ['another message inside', { findings: [{ kind: 'kink', message: 'There is a kink.', at: 3 }] }],
  ])('calls these the same: %s', (_what, changed) => {
    const { status, stdout } = compare([recorded()], [recorded(0.75, changed)]);
    expect(stdout).toBe('1 cases: 1 the same, 0 not\n');
    expect(status).toBe(0);
  });

  it.each([
    ['the verdict', { verdict: 'incorrect' }, 'verdict: correct -> incorrect'],
    ['a last digit', { noise: 0.1 + EPSILON / 8 }, 'noise: 0.1 -> 0.10000000000000003'],
    ['a count', { evaluations: 95 }, 'evaluations: 94 -> 95'],
    ['a number that became a text', { noise: 'NaN' }, 'noise: 0.1 -> NaN'],
    ['a list that is longer', { findings: [{}, {}] }, 'findings.length: 1 -> 2'],
    ['a key inside', { findings: [{ kind: 'kink' }] }, 'findings[0] keys: ["kind","at"] -> ["kind"]'],
  ])('prints what differs: %s', (_what, changed, expected) => {
    const { status, stdout } = compare([recorded()], [recorded(0.75, changed)]);
    expect(stdout).toContain(`a check\n  report.${expected}`);
    expect(status).toBe(1);
  });

  it('lets numbers differ by as many units in the last place as --ulps says', () => {
    const [before, after] = [[recorded(0.75, { cost: 0.75 })], [recorded(0.75, { cost: moved(5) })]];
    expect(compare(before, after, '--ulps', '5').status).toBe(0);
    expect(compare(before, after, '--ulps', '4').status).toBe(1);
    expect(compare(before, after).status).toBe(1);
  });

  it('leaves out entries that differ by rounding alone, 64 units in the last place, where numbers may differ', () => {
    const nothing = [recorded(0.75, { tensors: [{ name: 'W1', worst: [] }] })];
    expect(compare([recorded(moved(64))], nothing, '--ulps', '4').status).toBe(0);
    expect(compare([recorded(moved(65))], nothing, '--ulps', '4').status).toBe(1);
    expect(compare([recorded(moved(64))], nothing).status).toBe(1);
  });

  it.each([
    ['a count', { evaluations: 95 }],
    ['a residual that is not of its terms', { tensors: [{ name: 'W1', worst: [{ grad: 0.75, gradapprox: 0.75, residual: 1e-12 }] }] }], // prettier-ignore
    ['a difference by more than that of 1', { difference: 1e-9 + 5 * EPSILON }],
  ])('holds with --ulps 4: %s', (_what, changed) => {
    expect(compare([recorded()], [recorded(0.75, changed)], '--ulps', '4').status).toBe(1);
  });

  it('lets a relative difference differ by units of 1, and numbers near 0 by 1e-300', () => {
    const before = [recorded(0.75, { noise: 0 })];
    const after = [recorded(0.75, { noise: 1e-301, difference: 1e-9 + 3 * EPSILON })];
    expect(compare(before, after, '--ulps', '4').status).toBe(0);
    expect(compare(before, after).status).toBe(1);
  });

  it('takes a missing case and an additional one for differences', () => {
    const two = [recorded(), { ...recorded(), case: 'another' }];
    expect(compare(two, [recorded()])).toMatchObject({ status: 1, stdout: expect.stringContaining('case: a case -> missing') as unknown }); // prettier-ignore
    expect(compare([recorded()], two)).toMatchObject({ status: 1, stdout: expect.stringContaining('an additional case') as unknown }); // prettier-ignore
  });

  it('refuses what it cannot use', () => {
    expect(compare([recorded()], [recorded()], '--ulps', 'few')).toMatchObject({ status: 2 });
    const twice = compare([recorded(), recorded()], [recorded()]);
    expect(twice).toMatchObject({ status: 2, stderr: expect.stringContaining('twice') as unknown });
  });
});
