import { normalVector } from '../../numerics/normal.ts';
import { pointOn } from '../../numerics/point-on.ts';
import { scaledToOne } from '../../numerics/vectors.ts';
import type { Neighbourhood } from './neighbourhood.ts';

/** Points nearby at which a coordinate's secant is looked at: where four units must be off together, one in 16 shows it, and 32 miss it once in 8 times. */
const POINTS = 32;

/** How far beyond its coordinate's slopes a secant must be, in the claim's error, to show that gradients nearby are others: of a median of seven a coordinate is in the middle on about an eighth of the line. */
const PART = 1 / 8;

/** Its length, in σ over the claim's error: the noise of a secant, σ/√2t, is then a fifth of that part. */
const LENGTH = 30;

/** How far away a secant is, in its lengths, in turn: nearer kinks lie within it, which a median shows; farther ones beside it, where units that are off together have one slope. */
const DISTANCES = [1, 4];

/** The coordinates that are looked at, those farthest off first: one that stands alone is enough. */
const MOST = 64;

/** Lengths of secants of which the extrapolated one, 2·s(t/2) − s(t), has the noise of one: √(16 + 1)·σ/√2t. */
const CURVED = 4;

/**
 * Those of the coordinates along which gradients nearby are as those at θ, as far as their claims are off: a claim beyond its coordinate's slopes is a mixture of gradients nearby only if
 * these are beyond them, too. By secants at random points nearby, whose length the noise allows for the claim's own error; where one is beyond the slopes, by one extrapolated from half
 * as far away, since curvature's part falls with the distance. Where J has no value, as beside the edge of its domain, a secant shows nothing.
 */
export const standAlone = async (place: Neighbourhood, coordinates: readonly number[]): Promise<number[]> => {
  const { off } = place;
  const alone: number[] = [];
  for (const i of coordinates.toSorted((a, b) => off[b]! - off[a]!).slice(0, MOST)) {
    const length = (LENGTH * place.noise) / off[i]!;
    const points = Array.from({ length: POINTS }, (_, k) => {
      const distance = DISTANCES[k % DISTANCES.length]!;
      return scaledToOne(normalVector(place.claim.length, place.random)).map((value) => distance * value);
    });
    if (!bends(place, i, await secantsOf(place, i, points, length))) alone.push(i);
    else if (!bends(place, i, await extrapolated(place, i, points, CURVED * length))) alone.push(i);
  }
  return alone;
};

/** Whether one of the secants isn't between the coordinate's slopes, by a part of the claim's own error. */
const bends = ({ left, right, off }: Neighbourhood, i: number, secants: Float64Array): boolean => {
  const [low, high] = [Math.min(left[i]!, right[i]!), Math.max(left[i]!, right[i]!)];
  return secants.some((secant) => Math.max(low - secant, secant - high) > PART * off[i]!);
};

const extrapolated = async (
  place: Neighbourhood,
  i: number,
  points: readonly Float64Array[],
  length: number,
): Promise<Float64Array> => {
  const far = await secantsOf(place, i, points, length);
  const near = await secantsOf(place, i, points, length / 2);
  return far.map((secant, k) => 2 * near[k]! - secant);
};

/** J's secants along a coordinate at these points, in their lengths. */
const secantsOf = async (
  place: Neighbourhood,
  i: number,
  points: readonly Float64Array[],
  length: number,
): Promise<Float64Array> => {
  const along = new Float64Array(place.claim.length).fill(length, i, i + 1);
  const ends = await place.values(
    2 * points.length,
    (k) =>
    pointOn(points[k >> 1]!.map((value) => length * value), along, k % 2 === 0 ? 1 : -1), // prettier-ignore
  );
  return Float64Array.from(points, (_, k) => (ends[2 * k]! - ends[2 * k + 1]!) / (2 * length));
};
