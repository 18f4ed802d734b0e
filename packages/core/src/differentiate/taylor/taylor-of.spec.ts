import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { NO_TOTALS } from '../../compare/aggregate.ts';
import type { Baseline } from '../../contract/baseline.ts';
import type { ResolvedOptions } from '../../contract/options.ts';
import type { Aggregate } from '../../contract/sums.ts';
import { sumOfSquares } from '../../numerics/sum-of-squares.ts';
import { taylorOf } from './taylor-of.ts';

const theta = Float64Array.of(0.3, -0.7);
const cost = (at: Float64Array): number => at.reduce((sum, t) => sum + Math.exp(t), 0);
const grad = theta.map(Math.exp);
const problem = { kind: 'function' as const, layout: layoutOf([{ name: 'w', shape: [2] }]), theta, cost };

const baseline: Baseline = {
  problem,
  cost: cost(theta),
  costNoise: 1e-16,
  noiseAllowance: 0,
  evaluations: 0,
  seconds: 0,
  control: null,
  sample: [],
  findings: [],
};
const options: ResolvedOptions = {
  method: 'textbook',
  epsilon: 1e-7,
  threshold: 2e-7,
  seed: 1,
  coverage: { kind: 'full' },
  adaptive: true,
  probesSearch: true,
};
const nothing = { count: 0, first: [] };
const totals: Aggregate = {
  overall: { ...NO_TOTALS, grad: sumOfSquares(grad) },
  tensors: [],
  kinks: { at: 0, crossed: nothing, oneSided: nothing },
  sample: [],
  suspects: [],
  search: { steps: {}, jumps: [], rough: [] },
  nonFiniteCost: null,
  evaluations: 0,
};
const isTaken = async (
  found: Partial<Aggregate>,
  given: Partial<Baseline> = {},
  resolved: Partial<ResolvedOptions> = {},
): Promise<boolean> => {
  const asked = [grad, { ...baseline, ...given }, { ...options, ...resolved }, undefined] as const;
  const { taylor, evaluations } = await taylorOf({ ...totals, ...found }, ...asked);
  expect(taylor !== null).toBe(evaluations > 0);
  return taylor !== null;
};

describe('the Taylor remainder of a check', () => {
  it('is taken of a smooth function whose steps are searched, also where it crosses no kink at θ', async () => {
    expect(await isTaken({})).toBe(true);
    expect(await isTaken({ search: null })).toBe(true);
    expect(await isTaken({}, {}, { adaptive: false })).toBe(false);
  });

  it('is not taken at a kink, or where J is rough', async () => {
    const oneSided = { count: 1, first: [{ coordinate: 0, lower: 0, upper: 1 }] };
    expect(await isTaken({ kinks: { ...totals.kinks, oneSided } })).toBe(false);
    expect(await isTaken({ search: { steps: {}, jumps: [], rough: [1] } })).toBe(false);
  });

  it('is not taken where anything is not finite', async () => {
    expect(await isTaken({ nonFiniteCost: { coordinate: 0, side: 'plus', cost: NaN } })).toBe(false);
    expect(await isTaken({}, { cost: NaN })).toBe(false);
    const infinite = sumOfSquares(Float64Array.of(Infinity));
    expect(await isTaken({ overall: { ...totals.overall, grad: infinite } })).toBe(false);
  });
});
