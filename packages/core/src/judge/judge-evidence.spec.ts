import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import type { Aggregate, TensorTotals } from '../contract/sums.ts';
import type { ControlResult } from '../differentiate/control/compare-with-control.ts';
import type { TaylorRemainder } from '../differentiate/taylor/taylor-remainder.ts';
import { countWithFirst } from '../numerics/counted.ts';
import { sumOfSquares, ZERO } from '../numerics/sum-of-squares.ts';
import type { Evidence } from './evidence.ts';
import { judgeEvidence } from './judge-evidence.ts';

const theta = Float64Array.of(1, 1);
const problem = {
  kind: 'function' as const,
  layout: layoutOf([{ name: 'w', shape: [2] }]),
  theta,
  cost: () => 1,
};

/** A tensor whose first entry of the gradient is `off` from gradapprox, [1, 1]. */
const evidenceOf = (off: number, more: Partial<Evidence> = {}): Evidence => {
  const [grad, gradapprox] = [Float64Array.of(1 + off, 1), Float64Array.of(1, 1)];
  const residual = sumOfSquares(Float64Array.of(off));
  const totals: TensorTotals = {
    grad: sumOfSquares(grad),
    gradapprox: sumOfSquares(gradapprox),
    residual,
    kinkFree: residual,
    knownError: ZERO,
    residualBeyondBound: ZERO,
    coordinates: 2,
    worst: [{ coordinate: 0, grad: 1 + off, gradapprox: 1 }],
    nonFinite: null,
    unmoved: null,
  };
  const aggregate: Aggregate = {
    overall: totals,
    tensors: [totals],
    kinks: { at: 0, crossed: countWithFirst([]), oneSided: countWithFirst([]) },
    sample: [],
    suspects: [],
    search: null,
    nonFiniteCost: null,
    evaluations: 0,
  };
  return {
    totals: aggregate,
    probes: null,
    baseline: { problem, cost: 1, noiseAllowance: 0 },
    options: { method: 'textbook', epsilon: 1e-7, threshold: 2e-7, thresholdAdapts: false },
    truncations: null,
    control: null,
    taylor: null,
    ...more,
  };
};

const verdictOf = (evidence: Evidence) => {
  const { verdict, hindrance } = judgeEvidence(evidence).judged;
  return [verdict, hindrance];
};

const control = (disagreeing: readonly number[]): ControlResult => ({
  coordinates: 2,
  agreed: 2 - disagreeing.length,
  sigma: 0,
  evaluations: 8,
  disagreeing,
});
/** A remainder along a v of length 1 that falls by the power `slope` of h. */
const taylor = (slope: number): TaylorRemainder => {
  const steps = [1e-2, 5e-3];
  return { slope, steps, remainders: steps.map((h) => h ** slope), linear: 1, length: 1 };
};

describe('the verdict', () => {
  it('is by the differences where nothing else was measured', () => {
    expect(verdictOf(evidenceOf(0))).toEqual(['correct', null]);
    expect(verdictOf(evidenceOf(1e-3))).toEqual(['incorrect', null]);
  });

  it('is inconclusive where truncation explains the entry that decides, not where it falls short of it', () => {
    const measured = (truncation: number) => evidenceOf(1e-3, { truncations: new Map([[0, truncation]]) });
    expect(verdictOf(measured(1.01e-3))).toEqual(['inconclusive', 'truncation']);
    expect(verdictOf(measured(0.99e-3))).toEqual(['incorrect', null]);
  });

  it.each([[0], [1e-3]])('is inconclusive where the control disagrees, the gradient off by %d', (off) => {
    expect(verdictOf(evidenceOf(off, { control: control([1]) }))).toEqual(['inconclusive', 'control']);
    expect(verdictOf(evidenceOf(off, { control: control([]) }))).toEqual(verdictOf(evidenceOf(off)));
  });

  it('is inconclusive where a gradient found correct has a Taylor remainder that falls with h alone', () => {
    expect(verdictOf(evidenceOf(0, { taylor: taylor(1) }))).toEqual(['inconclusive', 'taylor']);
    expect(verdictOf(evidenceOf(0, { taylor: taylor(2) }))).toEqual(['correct', null]);
    expect(verdictOf(evidenceOf(1e-3, { taylor: taylor(1) }))).toEqual(['incorrect', null]);
  });

  it('is by the probes where tensors were probed', () => {
    const probed = (failing: boolean) =>
      evidenceOf(0, { probes: [{ wrongEntries: [], failing, obstacle: null, bound: 0 }] });
    expect(verdictOf(probed(true))).toEqual(['incorrect', null]);
    expect(verdictOf(probed(false))).toEqual(['correct', null]);
  });

  it('has the threshold that fits noise of J, where that may adapt alone', () => {
    const noisy = (thresholdAdapts: boolean) =>
      judgeEvidence({
        ...evidenceOf(0),
        baseline: { problem, cost: 1, noiseAllowance: 1e-12 }, // 10·σ·√2/(√2·ε) is 1e-4 of ‖grad‖ + ‖gradapprox‖ = 2√2
        options: { method: 'textbook', epsilon: 1e-7, threshold: 2e-7, thresholdAdapts },
      }).threshold;
    expect(noisy(true)).toBe(4e-5);
    expect(noisy(false)).toBe(2e-7);
  });
});
