import type { Baseline } from '../../contract/baseline.ts';
import type { ResolvedOptions } from '../../contract/options.ts';
import type { Aggregate } from '../../contract/sums.ts';
import { answeredCosts } from '../adaptive/evaluate-points.ts';
import { coordinateScales } from '../adaptive/scales.ts';
import { taylorRemainder, type TaylorRemainder } from './taylor-remainder.ts';

const NONE = { taylor: null, evaluations: 0 };

/** The Taylor remainder of a function whose steps were searched; none where J has kinks at θ or anything isn't finite: its slope has no meaning there. */
export const taylorOf = async (
  { overall, kinks, search, nonFiniteCost }: Aggregate,
  grad: Float64Array,
  { problem, cost, costNoise: noise }: Baseline,
  { adaptive, seed }: ResolvedOptions,
  signal: AbortSignal | undefined,
): Promise<{ readonly taylor: TaylorRemainder | null; readonly evaluations: number }> => {
  if (!adaptive || problem.kind !== 'function') return NONE;
  if (kinks.oneSided.count > 0 || (search && search.rough.length > 0)) return NONE;
  if (nonFiniteCost || !Number.isFinite(cost) || !Number.isFinite(overall.grad.high)) return NONE;
  const { theta, layout } = problem;
  const { scales } = coordinateScales(layout, theta);
  const costs = answeredCosts(problem, signal);
  return taylorRemainder({ costs, theta, grad, cost, sigma: noise, scales, seed });
};
