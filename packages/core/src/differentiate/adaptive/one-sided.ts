import type { Asking, LineDerivative, Slope } from '../../contract/line.ts';
import { BOUND_DEVIATIONS } from '../../numerics/deviations.ts';
import { levelsFrom } from './ladder.ts';
import { noiseAt, type Pair, type Samples } from './samples.ts';

/** The two slopes at a kink or jump. */
export type TwoSlopes = Extract<LineDerivative, { kind: 'kink' | 'jump' }>;

/**
 * The slopes on both sides of a kink at 0, or one so near that noise hides which side 0 is on: by parabolas through φ(0) and two values outwards,
 * of error O(t²), for which the change from the plain difference allows.
 */
export function* slopesBesideKink(samples: Samples, level: number): Asking<TwoSlopes> {
  const [one, two] = (yield* samples.climb(levelsFrom(level, 2))) as [Pair, Pair];
  const noise = noiseAt(samples, [two]);
  const beside = (value: (pair: Pair) => number, sign: number): Slope => {
    const [t1, t2] = [one.offset, two.offset];
    const ratio = t1 / t2;
    const near = (value(one) - samples.line.cost) / t1;
    const far = (value(two) - samples.line.cost) / t2;
    const slope = (near - ratio * far) / (1 - ratio);
    const deviation = Math.hypot(1, ratio * ratio, 1 - ratio * ratio) / (1 - ratio) / t1; // of φ(t₁), φ(t₂) and φ(0)
    return { slope: sign * slope, bound: Math.abs(slope - near) + BOUND_DEVIATIONS * deviation * noise };
  };
  return {
    kind: 'kink',
    left: beside(({ minus }) => minus, -1),
    right: beside(({ plus }) => plus, 1),
    step: one.offset,
  };
}

/** The slopes on both sides of a jump at 0, from the values outwards alone, since φ(0) belongs to one side. */
export function* slopesBesideJump(samples: Samples, level: number): Asking<TwoSlopes> {
  const triple = (yield* samples.climb(levelsFrom(level, 3))) as [Pair, Pair, Pair];
  const noise = noiseAt(samples, triple);
  const beside = (point: (pair: Pair) => Point): Slope => {
    const [one, two, three] = triple.map(point) as [Point, Point, Point];
    const { slope, deviation } = parabolaSlope([one, two, three]);
    const straight = (two[1] - one[1]) / (two[0] - one[0]);
    return { slope, bound: Math.abs(straight - slope) + BOUND_DEVIATIONS * deviation * noise };
  };
  return {
    kind: 'jump',
    left: beside(({ offset, minus }) => [-offset, minus]),
    right: beside(({ offset, plus }) => [offset, plus]),
    step: triple[0].offset,
  };
}

/** From where to where slopes at 0 may lie, as one slope with a bound; infinite where that isn't a number. */
export const hullOf = ({ left, right }: TwoSlopes): Slope => {
  const lower = Math.min(left.slope - left.bound, right.slope - right.bound);
  const upper = Math.max(left.slope + left.bound, right.slope + right.bound);
  const bound = (upper - lower) / 2;
  return { slope: (lower + upper) / 2, bound: Number.isFinite(bound) ? bound : Infinity };
};

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
