import { describe, expect, it } from 'vitest';
import type { TensorTotals } from '../contract/sums.ts';
import { ROOT_MEAN_SQUARE } from '../numerics/direction.ts';
import { sumOfSquares } from '../numerics/sum-of-squares.ts';
import type { ProbeOutcome, TieEvidence } from './evidence.ts';
import { probeEvidence } from './probe-evidence.ts';
import { unitOf } from './unit.ts';

const entry = { coordinate: 2, gradapprox: 1 };
const passing: ProbeOutcome = { wrongEntries: [], failing: false, obstacle: null, bound: 1e-6 };
const known = {
  claim: {
    rounding: Float64Array.of(9, 3e-5, 4e-5, 9),
    precision: 'float64' as const,
    isCoarse: false,
    isUnmeasured: false,
  },
  places: [{ start: 0, end: 1 }, { start: 1, end: 3 }], // prettier-ignore
  cost: 1,
  engineError: 2 ** -20,
  ties: null as TieEvidence | null,
};
const totals = {
  grad: sumOfSquares(Float64Array.of(3)),
  gradapprox: sumOfSquares(Float64Array.of(5)),
  nonFinite: null,
  unmoved: null,
} as TensorTotals;

const evidence = (outcome: Partial<ProbeOutcome> = {}, found: Partial<TensorTotals> = {}, more: Partial<typeof known> = {}) =>
  probeEvidence({ ...known, ...more }, { ...totals, ...found }, { ...passing, ...outcome }, 1, unitOf({ tensors: [totals] })); // prettier-ignore

describe('what probes say of a tensor', () => {
  it('is what the rule asks, in the size of values along a direction', () => {
    expect(evidence()).toEqual({
      claim: 3 * ROOT_MEAN_SQUARE,
      numerical: 5 * ROOT_MEAN_SQUARE,
      beyond: 0,
      beyondRounding: 0,
      error: 1e-6,
      largestError: 1e-6,
      kinkError: 0,
      stepError: 0,
      rounding: expect.closeTo(5e-5 * ROOT_MEAN_SQUARE, 15) as number,
      largestRounding: 0,
      engineError: 8 * 2 ** -20 * ROOT_MEAN_SQUARE,
      unseenError: 0,
      isFinite: true,
      ties: null,
      isFlat: false,
    });
  });

  it('is beyond everything where an entry was found, or probes fail without an obstacle', () => {
    for (const outcome of [
      { wrongEntries: [entry] },
      { failing: true },
      { wrongEntries: [entry], failing: true },
    ])
      expect(evidence(outcome)).toMatchObject({ beyond: Infinity, beyondRounding: Infinity });
    expect(evidence({ failing: true, obstacle: 'kink' })).toMatchObject({ beyond: 0, beyondRounding: 0 });
  });

  it.each(['kink', 'jump', 'rough', 'non-finite'] as const)('is nothing along a %s', (obstacle) => {
    const { error, largestError, kinkError } = evidence({ obstacle });
    expect([error, largestError]).toEqual([Infinity, Infinity]);
    expect(kinkError).toBe(obstacle === 'kink' || obstacle === 'jump' ? Infinity : 0);
  });

  it('is what the tie test says of entries that it judged together', () => {
    const ties = (verdict: TieEvidence['verdict']) => ({
      ties: { verdict, coordinates: [2], tolerance: Float64Array.of(0) },
    });
    const outcome = { wrongEntries: [entry], failing: true };
    expect(evidence(outcome, {}, ties('accepted'))).toMatchObject({ beyond: 0, ties: null });
    expect(evidence(outcome, {}, ties('unsettled'))).toMatchObject({
      beyond: 0,
      ties: 'unsettled',
      error: Infinity,
    });
    expect(evidence(outcome, {}, ties('refused'))).toMatchObject({ ties: 'refused' });
    const another = { ...outcome, wrongEntries: [entry, { coordinate: 1, gradapprox: 0 }] };
    expect(evidence(another, {}, ties('accepted')).beyond).toBe(Infinity);
  });

  it('is not finite where the gradient or J isn’t', () => {
    expect(evidence({}, { nonFinite: { first: 1, entries: 1 } }).isFinite).toBe(false);
    expect(evidence({}, {}, { cost: Infinity }).isFinite).toBe(false);
  });

  it('is flat where J doesn’t change with any of its entries', () => {
    const flat = (entries: number) => evidence({}, { unmoved: { first: 1, entries } }).isFlat;
    expect([flat(1), flat(2), flat(4)]).toEqual([false, true, false]);
  });
});
