import { BOUND_DEVIATIONS } from '../../numerics/deviations.ts';
import type { TieQuestion } from './question.ts';
import { EXTRAPOLATED } from './slopes-near.ts';

/** The slopes of each coordinate on both sides of θ, [P], and how far they may be off. */
export interface Sides extends Pick<TieQuestion, 'left' | 'right' | 'slopeError'> {
  readonly evaluations: number;
}

/** Steps of a one-sided slope: its noise falls as 1/h, its truncation, extrapolated, as h². The balance is at (σ/|J|)^⅓. */
const STEP = 1 / 3;

/** No longer than this part of a coordinate's length, along which J may bend. */
const LONGEST = 0.01;

/**
 * Both slopes at kinks, by values: from h and h/2, extrapolated (Richardson); what that changes bounds the truncation. Elsewhere both are the slope that is
 * known.
 */
export const measureSides = async (
  { costs, theta, cost, sigma, scales }: Pick<TieQuestion, 'costs' | 'theta' | 'cost' | 'sigma' | 'scales'>,
  known: { readonly slopes: Float64Array; readonly errors: Float64Array },
  kinked: readonly number[],
): Promise<Sides> => {
  const [left, right] = [Float64Array.from(known.slopes), Float64Array.from(known.slopes)];
  const slopeError = Float64Array.from(known.errors);
  const relative = sigma / Math.max(Math.abs(cost), Number.MIN_VALUE);
  const part = Math.min(LONGEST, Math.max(relative, Number.EPSILON) ** STEP);
  for (const i of kinked) {
    const h = part * scales[i]!;
    const sideOf = async (sign: 1 | -1) => {
      const points = [h, h / 2].map((offset) => theta.with(i, theta[i]! + sign * offset));
      const [far, near] = Array.from(await costs(points), (value) => sign * (value - cost)) as [
        number,
        number,
      ];
      const slope = (4 * near - far) / h;
      return { slope, truncation: Math.abs(slope - near / (h / 2)) };
    };
    const [above, below] = [await sideOf(1), await sideOf(-1)];
    right[i] = above.slope;
    left[i] = below.slope;
    slopeError[i] =
      (BOUND_DEVIATIONS * EXTRAPOLATED * sigma) / h + Math.max(above.truncation, below.truncation);
  }
  return { left, right, slopeError, evaluations: 4 * kinked.length };
};
