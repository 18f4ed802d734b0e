import type { Report, Verdict } from '@gradproof/core';
import { describe, expect, it } from 'vitest';
import { type Outcome, statusOfAll } from './outcome.ts';

const reported = (verdict: Verdict): Outcome => ({
  kind: 'reported',
  problem: verdict,
  report: { verdict } as Report,
  unwritten: null,
});
const refused: Outcome = { kind: 'refused', problem: 'x', error: new Error('no') };

describe('the exit status of several', () => {
  it.each<[number, Outcome[]]>([
    [0, [reported('correct')]],
    [3, [reported('correct'), reported('inconclusive')]],
    [1, [reported('inconclusive'), reported('incorrect'), reported('correct')]],
    [2, [reported('incorrect'), refused, reported('correct')]],
    [2, [{ ...reported('correct'), unwritten: { reason: 'disk full' } } as Outcome]],
    [2, []],
  ])('is %i: 2 before 1 before 3 before 0', (status, outcomes) => {
    expect(statusOfAll(outcomes)).toBe(status);
    expect(statusOfAll(outcomes.toReversed())).toBe(status);
  });
});
