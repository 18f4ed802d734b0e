import { describe, expect, it } from 'vitest';
import type { Derivatives } from '../contract/engine.ts';
import { joinDerivatives } from './join-derivatives.ts';

const part = (found: Partial<Derivatives> = {}): Derivatives => ({
  values: Float64Array.of(1, 2),
  errorBound: null,
  evaluations: 4,
  kinks: { coordinates: [], resolved: true, at: 3, oneSided: [] },
  nonFinite: null,
  ...found,
});

describe('joined derivatives', () => {
  it('follow one another', () => {
    const joined = joinDerivatives([part(), part({ values: Float64Array.of(3) }), part()]);
    expect([...joined.values]).toEqual([1, 2, 3, 1, 2]);
    expect(joined).toMatchObject({ evaluations: 12, nonFinite: null, search: undefined });
  });

  it('have bounds where all of them have', () => {
    const bounded = part({ errorBound: Float64Array.of(5, 6) });
    expect([...joinDerivatives([bounded, bounded]).errorBound!]).toEqual([5, 6, 5, 6]);
    expect(joinDerivatives([bounded, part()]).errorBound).toBeNull();
  });

  it('have resolved their kinks where all of them have, of which each knows the same number', () => {
    const unresolved = part({ kinks: { ...part().kinks, resolved: false } });
    expect(joinDerivatives([part(), part()]).kinks).toMatchObject({ resolved: true, at: 3 });
    expect(joinDerivatives([part(), unresolved]).kinks.resolved).toBe(false);
  });

  it('name the first cost that is not finite, and merge the searches', () => {
    const [first, second] = [1, 2].map((coordinate) => ({ coordinate, side: 'plus' as const, cost: NaN }));
    const parts = [part(), part({ nonFinite: first! }), part({ nonFinite: second! })];
    expect(joinDerivatives(parts).nonFinite).toBe(first);
    const search = { steps: { '-9': 2 }, jumps: [4], rough: [], constant: [5] };
    const { search: merged } = joinDerivatives([part({ search }), part(), part({ search })]);
    expect(merged).toEqual({ steps: { '-9': 4 }, jumps: [4, 4], rough: [], constant: [5, 5] });
  });
});
