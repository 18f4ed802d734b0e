import type { Ground } from '../contract/baseline.ts';
import type { Aggregate } from '../contract/sums.ts';
import { norm } from '../numerics/sum-of-squares.ts';

/** What is left of a gradient by rounding, relative to what it is a difference of: a hundred units of round-off. (More would call a wrong gradient right where J has a large offset.) */
const RELATIVE = 2 ** -46;

/** The norm up to which a tensor's gradient is 0 to round-off: against the whole gradient, and against J over the size of θ. */
export const negligibleNorm = (
  { overall }: Aggregate,
  { problem: { theta }, cost }: Pick<Ground, 'problem' | 'cost'>,
): number => {
  const size = theta.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return RELATIVE * Math.max(norm(overall.gradapprox), Math.abs(cost) / size);
};
