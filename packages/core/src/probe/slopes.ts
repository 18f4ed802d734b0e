import type { TensorSlot } from '@gradproof/flatteners';
import type { Derivatives } from '../contract/engine.ts';
import type { Slope } from '../contract/line.ts';
import { slopeInterval } from '../contract/one-sided.ts';
import type { Shard } from '../contract/shards.ts';

/** What keeps J from having one slope at θ along a direction. */
export type Obstacle = 'kink' | 'jump' | 'rough' | 'non-finite';

/** D_v J(θ) and a bound of its error. Where there are two slopes, left and right, the middle, and a bound that reaches both. */
export interface ProbedSlope extends Slope {
  readonly obstacle: Obstacle | null;
  /** The right slope less the left, 0 where J has one, and how far that may be off. */
  readonly bend: { readonly value: number; readonly bound: number };
}

/** Slopes of J along directions, as a probe needs them. */
export interface Slopes {
  /**
   * D_v J(θ), at the least cost that makes the bound `needed` or smaller, where that can be had. `family`: directions
   * that move the same parameters, or some of them, bend J alike; what is learned of one helps the others.
   */
  along(direction: Float64Array, needed: number, family: number): Promise<ProbedSlope>;
  /** ∂J/∂θᵢ of each coordinate in the range, with an error of `needed` or less where that can be had. */
  each(range: Shard, needed: number): Promise<ProbedSlope[]>;
  /** About how many evaluations `each` of the tensor takes. */
  eachTakes(tensor: TensorSlot): number;
  /** Whether `each` costs a tail for each unit rather than values for each entry: then it is what decides in the end. */
  readonly byUnits: boolean;
  /** How often J has been evaluated. */
  evaluations(): number;
  /** The median of the steps taken; null when none was. */
  step(): number | null;
}

/** One slope. */
export const singleSlope = ({ slope, bound }: Slope): ProbedSlope => ({
  slope,
  bound,
  obstacle: null,
  bend: { value: 0, bound: 2 * bound },
});

/** No slope: anything is possible (rough), or nothing is (not finite). */
export const noSlope = (obstacle: 'rough' | 'non-finite', slope = NaN): ProbedSlope => ({
  slope,
  bound: Infinity,
  obstacle,
  bend: { value: 0, bound: Infinity },
});

/** Two slopes: any between them is right. */
export const twoSlopes = (obstacle: 'kink' | 'jump', left: Slope, right: Slope): ProbedSlope => {
  const errors = left.bound + right.bound;
  const value = right.slope - left.slope;
  return {
    slope: (left.slope + right.slope) / 2,
    bound: Math.abs(value) / 2 + errors,
    obstacle,
    bend: { value, bound: errors },
  };
};

/** The slopes of single coordinates that an evaluator found. `from`: the first of them. */
export const slopesOf = ({ values, errorBound, kinks, search }: Derivatives, from: number): ProbedSlope[] => {
  const beside = new Map(kinks.oneSided.map((entry) => [entry.coordinate, entry]));
  const jumps = new Set(search?.jumps);
  return Array.from(values, (slope, k) => {
    const sides = beside.get(from + k);
    if (sides) {
      const { lower, upper } = slopeInterval(sides);
      const known = (end: number): Slope => ({ slope: end, bound: 0 }); // the interval has the bounds in it
      return twoSlopes(jumps.has(from + k) ? 'jump' : 'kink', known(lower), known(upper));
    }
    if (!Number.isFinite(slope)) return noSlope('non-finite');
    const bound = errorBound?.[k] ?? 0;
    return bound < Infinity ? singleSlope({ slope, bound }) : noSlope('rough', slope);
  });
};
