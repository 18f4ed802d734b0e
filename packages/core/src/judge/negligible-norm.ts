import type { Baseline } from '../contract/baseline.ts';
import type { Aggregate } from '../contract/sums.ts';
import { BACKWARD_ROUNDING } from '../numerics/round-off.ts';
import { norm } from '../numerics/sum-of-squares.ts';

/** The norm up to which a tensor's gradient is 0 to round-off: against the whole gradient, and against J over the size of θ. */
export const negligibleNorm = (
  { overall }: Aggregate,
  { problem: { theta }, cost }: Pick<Baseline, 'problem' | 'cost'>,
): number => {
  const size = theta.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return BACKWARD_ROUNDING * Math.max(norm(overall.gradapprox), Math.abs(cost) / size);
};
