import { describe, expect, it } from 'vitest';
import { atLeast, goalsOf, goalsTogether, missedGoals } from './goals.mjs';
import { noCounts } from './tally.mjs';

/** C(n, k)·pᵏ·(1 − p)ⁿ⁻ᵏ, term by term. */
const binomial = (n, k, p) => {
  let value = (1 - p) ** (n - k) * p ** k;
  for (let j = 1; j <= k; j++) value *= (n - k + j) / j;
  return value;
};

describe('atLeast', () => {
  it.each([
    [1, 10, 0.3],
    [4, 10, 0.3],
    [10, 10, 0.3],
    [3, 50, 0.01],
  ])('%i of %i with %f is the sum of the terms', (k, n, p) => {
    let sum = 0;
    for (let j = k; j <= n; j++) sum += binomial(n, j, p);
    expect(atLeast(k, n, p)).toBeCloseTo(sum, 12);
  });

  it('is 1 for none, and 0 of what never happens', () => {
    expect(atLeast(0, 5, 0.2)).toBe(1);
    expect(atLeast(1, 1000, 0)).toBe(0);
  });

  it('stands many trials: 3 of 3,000 at a thousandth are the Poisson tail', () => {
    expect(atLeast(3, 3000, 1e-3)).toBeCloseTo(1 - Math.exp(-3) * (1 + 3 + 4.5), 3);
  });
});

const counts = (some) => ({ ...noCounts(), ...some });

describe('goals', () => {
  const layered = { kind: 'ordinary', method: 'incremental', precision: 'float64' };
  /** Cells, a goal, the number of 3,000 that is allowed. */
  const GOALS = [
    [layered, 'incorrect', 3],
    [{ ...layered, kind: 'classifiers' }, 'incorrect', 0],
    [layered, 'inconclusive', 60],
    [{ ...layered, method: 'textbook' }, 'inconclusive', 300],
    [{ kind: 'trained', method: 'incremental', precision: 'float32' }, 'inconclusive', 90],
    [{ kind: 'smooth', method: 'function', precision: 'float64' }, 'inconclusive', 90],
    [layered, 'passed', 0],
    [{ ...layered, method: 'probe' }, 'passed', 3],
    [{ kind: 'tied', method: 'function', precision: 'float64' }, 'passed', 1.5],
    [layered, 'missed', 30],
    [layered, 'unnamed', 300],
    [layered, 'misnamed', 30],
  ];

  it.each(GOALS)('%o: %s in at most %d of 3,000', (cell, goal, allowed) => {
    expect(3000 * goalsOf(cell)[goal]).toBeCloseTo(allowed, 9);
  });

  it('sets none where less is promised', () => {
    expect(goalsOf({ kind: 'converged', method: 'incremental', precision: 'float64' }).inconclusive).toBe(null);
    expect(goalsOf({ kind: 'ordinary', method: 'sample', precision: 'float64' }).inconclusive).toBe(null);
    expect(goalsOf({ kind: 'tied', method: 'function', precision: 'float64' }).missed).toBe(null);
  });

  it('are surely missed beyond chance alone', () => {
    expect(missedGoals(layered, counts({ right: 3000, incorrect: 3 }))).toEqual([]);
    expect(missedGoals(layered, counts({ right: 3000, incorrect: 6 }))).toMatchObject([{ surely: false }]);
    expect(missedGoals(layered, counts({ right: 3000, incorrect: 30 }))).toMatchObject([{ count: 30, of: 3000, surely: true }]);
    expect(missedGoals(layered, counts({ right: 3000, beyond: 3000, passed: 1 }))).toMatchObject([{ surely: true }]);
    expect(missedGoals(layered, counts({ seen: 1000, found: 900 }))).toMatchObject([{ name: 'not found', count: 100 }]);
    expect(missedGoals(layered, counts({ nameable: 100, named: 50 }))).toMatchObject([{ count: 50, surely: true }]);
    expect(missedGoals(layered, counts({ right: 10, threw: 1 }))).toMatchObject([{ name: 'ended with an error', surely: true }]);
  });
}); // prettier-ignore

describe('goals of all cells together', () => {
  it('add up where a cell has them', () => {
    const cells = [
      {
        kind: 'ordinary',
        method: 'incremental',
        precision: 'float64',
        counts: counts({ right: 1000, incorrect: 2, inconclusive: 7 }),
      },
      {
        kind: 'ordinary',
        method: 'sample',
        precision: 'float64',
        counts: counts({ right: 500, incorrect: 1, inconclusive: 99 }),
      },
    ];
    const byName = Object.fromEntries(goalsTogether(cells).map(({ name, ...rest }) => [name, rest]));
    expect(byName['right called incorrect']).toEqual({ count: 3, of: 1500, allowed: 1.5 });
    expect(byName['right called inconclusive']).toEqual({ count: 7, of: 1000, allowed: 20 });
  });
});
