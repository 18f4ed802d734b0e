import type { Line, LineDerivative, Slope } from '../../contract/line.ts';
import { BOUND_DEVIATIONS } from '../../numerics/deviations.ts';
import type { Rung, Triple } from './ladder.ts';
import { noiseAt } from './reading.ts';

/** The derivative at 0 of the parabola through (t, v): weights by Lagrange, Σ wₖ·vₖ. */
const parabolaSlope = (t: readonly [number, number, number], v: readonly [number, number, number]) => {
  const weights = t.map((offset, k) => {
    const [a, b] = t.filter((_, other) => other !== k) as [number, number];
    return -(a + b) / (offset - a) / (offset - b);
  });
  return {
    slope: weights.reduce((sum, weight, k) => sum + weight * v[k]!, 0),
    deviation: Math.hypot(...weights),
  };
};

type Point = readonly [t: number, value: number];

const through = (points: readonly [Point, Point, Point]) =>
  parabolaSlope(
    points.map(([t]) => t) as unknown as readonly [number, number, number],
    points.map(([, value]) => value) as unknown as readonly [number, number, number],
  );

/** A slope of error O(h²), which the estimate from longer steps shows. */
const slopeOf = (shorter: readonly [Point, Point, Point], other: number, noise: number): Slope => {
  const { slope, deviation } = through(shorter);
  return { slope, bound: Math.abs(other - slope) + BOUND_DEVIATIONS * deviation * noise };
};

/**
 * The slopes on both sides of a kink at 0, from φ(0) and the values outwards; of a jump at 0 from the values outwards alone, since φ(0)
 * belongs to one side.
 */
export const slopesBeside = (line: Line, triple: Triple, kind: 'kink' | 'jump'): LineDerivative => {
  const noise = noiseAt(line, triple);
  const beside = (point: (rung: Rung) => Point): Slope => {
    const [one, two, three] = triple.map(point) as unknown as readonly [Point, Point, Point];
    if (kind === 'jump') return slopeOf([one, two, three], (two[1] - one[1]) / (two[0] - one[0]), noise);
    const zero: Point = [0, line.cost];
    return slopeOf([zero, one, two], through([zero, two, three]).slope, noise);
  };
  return {
    kind,
    left: beside(({ offset, minus }) => [-offset, minus]),
    right: beside(({ offset, plus }) => [offset, plus]),
    step: triple[0].offset,
  };
};
