import { describe, expect, it } from 'vitest';
import { medianStep, mergeSearches } from './step-search.ts';

const search = (steps: Record<number, number>, jumps: number[] = [], rough: number[] = []) => ({
  steps,
  jumps,
  rough,
});

describe('what searches met', () => {
  it('adds up, in any cut', () => {
    const parts = [search({ [-9]: 3 }, [1]), search({ [-9]: 1, [-3]: 2 }, [], [5]), search({ [-3]: 1 })];
    const [a, b, c] = parts as [(typeof parts)[0], (typeof parts)[0], (typeof parts)[0]];
    const left = mergeSearches(mergeSearches(a, b), c);
    expect(left).toEqual(mergeSearches(a, mergeSearches(b, c)));
    expect(left).toEqual(search({ [-9]: 4, [-3]: 3 }, [1], [5]));
    expect(mergeSearches(null, a)).toBe(a);
    expect(mergeSearches(null, null)).toBeNull();
  });

  it('has a median step, a power of two', () => {
    expect(medianStep(search({ [-9]: 4, [-3]: 3 }))).toBe(2 ** -9);
    expect(medianStep(search({ [-9]: 1, [-3]: 3, [2]: 1 }))).toBe(2 ** -3);
    expect(medianStep(search({}))).toBeNull();
  });
});
