import type { Asking, LineDerivative, Slope } from '../../contract/line.ts';
import { BOUND_DEVIATIONS } from '../../numerics/deviations.ts';
import { levelsFrom } from './ladder.ts';
import { noiseAt, type Pair, type Samples } from './samples.ts';

/** The two slopes at a kink or jump. */
export type TwoSlopes = Extract<LineDerivative, { kind: 'kink' | 'jump' }>;

/**
 * The slopes on both sides of a kink at 0, or one so near that noise hides which side 0 is on, from φ(0) and the values outwards; of a jump at 0
 * from the values outwards alone, since φ(0) belongs to one side. By parabolas, of error O(t²), which longer steps show.
 */
export function* slopesBeside(samples: Samples, level: number, kind: 'kink' | 'jump'): Asking<TwoSlopes> {
  const rungs = yield* samples.climb(levelsFrom(level, 3));
  const noise = noiseAt(samples, rungs);
  const beside = (point: (pair: Pair) => Point): Slope => {
    const [one, two, three] = rungs.map(point) as [Point, Point, Point];
    if (kind === 'jump') return within([one, two, three], straight(one, two), noise);
    const zero: Point = [0, samples.line.cost];
    return within([zero, one, two], parabolaSlope([zero, two, three]).slope, noise);
  };
  return {
    kind,
    left: beside(({ offset, minus }) => [-offset, minus]),
    right: beside(({ offset, plus }) => [offset, plus]),
    step: rungs[0]!.offset,
  };
}

/** The slope of a parabola, and how far another estimate and noise say that it may be off. */
const within = (points: readonly [Point, Point, Point], other: number, noise: number): Slope => {
  const { slope, deviation } = parabolaSlope(points);
  return { slope, bound: Math.abs(other - slope) + BOUND_DEVIATIONS * deviation * noise };
};

const straight = (one: Point, two: Point): number => (two[1] - one[1]) / (two[0] - one[0]);

/** From where to where slopes at 0 may lie, as one slope with a bound; infinite where that isn't a number. */
export const hullOf = ({ left, right }: TwoSlopes): Slope => {
  const lower = Math.min(left.slope - left.bound, right.slope - right.bound);
  const upper = Math.max(left.slope + left.bound, right.slope + right.bound);
  const bound = (upper - lower) / 2;
  return { slope: (lower + upper) / 2, bound: Number.isFinite(bound) ? bound : Infinity };
};

/** Slopes are apart by more than this many times their bounds where there is a kink: else a wave may feign one. */
const APART = 2;

/** Whether there is a jump, or the slopes differ: else there is one, as far as can be seen. */
export const areApart = ({ kind, left, right }: TwoSlopes): boolean =>
  kind === 'jump' || !(Math.abs(right.slope - left.slope) <= APART * (left.bound + right.bound));

type Point = readonly [t: number, value: number];

/** The derivative at 0 of the parabola through three points (t, v): weights by Lagrange, Σ wₖ·vₖ. */
export const parabolaSlope = (points: readonly [Point, Point, Point]) => {
  const weights = points.map(([t], k) => {
    const [a, b] = points.filter((_, other) => other !== k).map(([offset]) => offset) as [number, number];
    return -(a + b) / (t - a) / (t - b);
  });
  return {
    slope: weights.reduce((sum, weight, k) => sum + weight * points[k]![1], 0),
    deviation: Math.hypot(...weights),
  };
};
