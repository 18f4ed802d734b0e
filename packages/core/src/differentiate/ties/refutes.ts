import { normalVector } from '../../numerics/normal.ts';
import { innerProduct } from '../../numerics/direction.ts';
import { scaledToOne } from '../../numerics/vectors.ts';
import {
  claimAlong,
  claimErrorAlong,
  evenMoves,
  type Neighbourhood,
  toleranceAlong,
} from './neighbourhood.ts';
import { nearbyAlong, oneSidedSlopes, secantsAt, slopesAt } from './slopes-near.ts';

/**
 * Points nearby whose slopes along v must be between those at θ. Along a direction that is smooth at θ for no reason more of them: of the
 * six orders of x, y, z two show that max(x, y) − max(x, z) isn't smooth nearby, so 6 points miss it once in 11 times, 24 once in 17,000.
 */
export const POINTS = 6;
export const POINTS_WITHOUT_REASON = 24;

/** Slopes that must be had. */
const LEAST_SLOPES = 2;

/** How many tolerances a claim must be off along a direction that is smooth: nothing else than curvature is in the way of an exact answer. */
const SMOOTH_EXCESS = 4;

/** How far a claim must be off along a kinked direction, relative to the kink: curved kinks bend the interval. */
const KINK_MARGIN = 1e-3;

/** What is known where a direction is tested. */
export interface Known {
  /** J isn't known to be convex or concave on the direction's coordinates: only one along which it is smooth can refute. */
  readonly smoothOnly: boolean;
  /** Gradients nearby, which have to be between the slopes as well. */
  readonly seen: readonly Float64Array[];
  /** Points nearby to look at. */
  readonly points: number;
}

/**
 * Whether g·v lies outside of [−F(−v), F(v)], F the one-sided slope at θ, and J's secants and slopes along v nearby all lie inside: for a
 * convex or concave F, and along a smooth direction, no limit of gradients is outside. NaN refutes nothing.
 */
export const refutes = async (
  place: Neighbourhood,
  direction: Float64Array,
  { smoothOnly, seen, points }: Known,
): Promise<boolean> => {
  const v = scaledToOne(direction);
  const [forward, back] = (await oneSidedSlopes(place, [v, v.map((value) => -value)])) as unknown as [
    number,
    number,
  ];
  const [low, high] = [Math.min(forward, -back), Math.max(forward, -back)];
  const [gv, tolerance] = [claimAlong(place, v), toleranceAlong(place, v, place.step)];
  const excess = Math.max(low - gv, gv - high) - claimErrorAlong(place, v);
  const width = high - low;
  if (!(excess > (smoothOnly ? SMOOTH_EXCESS : 1) * tolerance + KINK_MARGIN * width)) return false;
  if (smoothOnly && !(width <= tolerance)) return false;
  const inside = (slope: number) => slope >= low - tolerance && slope <= high + tolerance;
  return seen.every((gradient) => inside(innerProduct(gradient, v))) && staysInside(place, v, points, inside);
};

/** Whether the secants of length 2δ and the slopes along v lie inside at points nearby; a slope that can't be had (kinks too close) counts as neither, but some must be had. */
const staysInside = async (
  place: Neighbourhood,
  v: Float64Array,
  count: number,
  inside: (slope: number) => boolean,
): Promise<boolean> => {
  const points = Array.from({ length: count }, (_, k) => nearbyAlong(place, randomSide(place, k % 2 === 0)));
  const asked = points.map((offset) => ({ offset, along: v }));
  if (!(await secantsAt(place, asked)).every(inside)) return false;
  const slopes = await slopesAt(place, asked);
  const known = slopes.filter((slope) => !Number.isNaN(slope));
  return known.length >= LEAST_SLOPES && known.every(inside);
};

/** A random direction out of θ: each coordinate by its unit alike, or by its kink alike. */
const randomSide = (place: Neighbourhood, even: boolean): Float64Array => {
  const w = normalVector(place.claim.length, place.random);
  if (!even) return w;
  const moves = evenMoves(place);
  return w.map((value, i) => value * moves[i]!);
};

/** The first of the directions that refutes; null where none does. */
export const firstRefuting = async (
  place: Neighbourhood,
  directions: Iterable<Float64Array>,
  known: Known,
): Promise<Float64Array | null> => {
  for (const v of directions) if (await refutes(place, v, known)) return v;
  return null;
};
