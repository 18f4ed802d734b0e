import { VISIBLE_DEVIATIONS } from '../../numerics/deviations.ts';
import { scaledDirection } from '../../numerics/direction.ts';
import { createRandom } from '../../numerics/random.ts';
import type { Costs } from '../adaptive/evaluate-points.ts';

/** How many remainders there are. */
const REMAINDERS = 10;

/** h of the remainders, from the longest: 2⁻³, each a quarter of the one before. */
const RATIO = 1 / 4;
const stepsOfRemainders = (): number[] => Array.from({ length: REMAINDERS }, (_, k) => 2 ** -3 * RATIO ** k);

/** A slope below this is nearer to 1 (wrong) than to 2 (right). */
const BETWEEN = 1.5;

/** |J(θ+hv) − J(θ) − h·grad·v| over h: it falls as h² when the gradient is right, as h when it is wrong. Needs no choice of a step. */
export interface TaylorRemainder {
  /** d log remainder / d log h at the shortest steps that show one above the noise. */
  readonly slope: number;
  readonly steps: readonly number[];
  readonly remainders: readonly number[];
  /** remainder/h at the shortest of these steps: |(grad − ∇J)·v| when the slope is 1. */
  readonly linear: number;
  /** ‖v‖: each parameter moves by about its scale. */
  readonly length: number;
}

/** What the remainder is computed from. */
export interface TaylorProblem {
  readonly costs: Costs;
  readonly theta: Float64Array;
  readonly grad: Float64Array;
  readonly cost: number;
  readonly sigma: number;
  /** A length for each parameter. */
  readonly scales: Float64Array;
  readonly seed: number;
}

/** The remainders along a seeded direction that stand above the noise of J; null where fewer than two do, as for a linear J. */
export const taylorRemainder = async (
  problem: TaylorProblem,
): Promise<{ readonly taylor: TaylorRemainder | null; readonly evaluations: number }> => {
  const direction = scaledDirection(problem.scales, createRandom(problem.seed ^ 0x7a41));
  const remainders = await visibleRemainders(problem, direction);
  const [before, last] = remainders.slice(-2);
  if (!before || !last) return { taylor: null, evaluations: REMAINDERS };
  const taylor = {
    slope: Math.log(before.remainder / last.remainder) / Math.log(before.h / last.h),
    steps: remainders.map(({ h }) => h),
    remainders: remainders.map(({ remainder }) => remainder),
    linear: last.remainder / last.h,
    length: Math.sqrt(direction.reduce((sum, v) => sum + v * v, 0)),
  };
  return { taylor, evaluations: REMAINDERS };
};

/** The remainders from the longest step, as far as they stand above the noise: of J, and of h·grad·v. */
const visibleRemainders = async (
  { costs, theta, grad, cost, sigma }: TaylorProblem,
  direction: Float64Array,
): Promise<{ readonly h: number; readonly remainder: number }[]> => {
  const slope = grad.reduce((sum, g, i) => sum + g * direction[i]!, 0);
  const size = grad.reduce((sum, g, i) => sum + Math.abs(g * direction[i]!), 0);
  const steps = stepsOfRemainders();
  const values = await costs(steps.map((h) => theta.map((value, i) => value + h * direction[i]!)));
  const visible: { h: number; remainder: number }[] = [];
  for (const [k, h] of steps.entries()) {
    const remainder = Math.abs(values[k]! - cost - h * slope);
    const noise = VISIBLE_DEVIATIONS * (sigma + Number.EPSILON * (h * size));
    if (!Number.isFinite(remainder)) continue; // J has no value so far from θ
    if (!(remainder > noise)) return vanishes(visible, noise) ? [] : visible;
    visible.push({ h, remainder });
  }
  return visible;
};

/**
 * Whether the next remainder, which noise hides, would be visible if it fell with the step: then the last ones are those of kinks or jumps that
 * longer steps cross, and say nothing of θ.
 */
const vanishes = (visible: readonly { readonly remainder: number }[], noise: number): boolean => {
  const last = visible.at(-1);
  return last !== undefined && last.remainder * RATIO ** BETWEEN > noise;
};

/** Whether the slope shows a wrong gradient, off by more than an error of norm `allowed` makes along v. */
export const contradicts = (taylor: TaylorRemainder | null, allowed: number): boolean =>
  taylor !== null && taylor.slope < BETWEEN && taylor.linear > allowed * taylor.length;
