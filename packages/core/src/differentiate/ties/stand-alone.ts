import { normalVector } from '../../numerics/normal.ts';
import { pointOn } from '../../numerics/point-on.ts';
import { scaledToOne } from '../../numerics/vectors.ts';
import type { Neighbourhood } from './neighbourhood.ts';

/** Points nearby at which a coordinate's secant is looked at. */
const POINTS = 12;

/** A secant that differs by this part of the claim's error may hide what makes the claim right: of a median of seven a coordinate is in the middle on a fifth of the line, but on more of it at one of 12 points. */
const PART = 1 / 4;

/** Its length, in σ over the claim's error: the noise of a difference of secants, σ/t, is then a fifth of what is asked for, and all of 12 are within 5 of its deviations. */
const LENGTH = 20;

/** The coordinates that are looked at, those farthest off first: one that stands alone is enough. */
const MOST = 64;

/**
 * Those of the coordinates, smooth at θ, along which J is smooth nearby, too, as far as their claims are off: no tie makes these right. Secants at random
 * points, whose length the noise allows for the claim's own error; where they differ from that at θ, half as far away, since curvature's part falls with the distance.
 *
 * @param off How far each claim is from its slope, [P].
 */
export const standAlone = async (
  place: Neighbourhood,
  coordinates: readonly number[],
  off: Float64Array,
): Promise<number[]> => {
  const alone: number[] = [];
  for (const i of coordinates.toSorted((a, b) => off[b]! - off[a]!).slice(0, MOST)) {
    const least = PART * off[i]!;
    const length = Math.max(place.step, (LENGTH * place.noise) / off[i]!);
    const points = Array.from({ length: POINTS }, () =>
      scaledToOne(normalVector(place.claim.length, place.random)),
    );
    const far = await changesAt(place, i, points, length);
    if (far.every((change) => Math.abs(change) <= least)) alone.push(i);
    else if (await fallsAway(place, i, points, { length: CURVED * length, least })) alone.push(i);
  }
  return alone;
};

/** Lengths of secants of which the extrapolated change, 2·c(t/2) − c(t), has the noise of one: √(16 + 1)·σ/t. */
const CURVED = 4;

const fallsAway = async (
  place: Neighbourhood,
  i: number,
  points: readonly Float64Array[],
  { length, least }: { readonly length: number; readonly least: number },
): Promise<boolean> => {
  const [far, near] = [
    await changesAt(place, i, points, length),
    await changesAt(place, i, points, length / 2),
  ];
  return far.every((change, k) => Math.abs(2 * near[k]! - change) <= least);
};

/** By how much J's secants along a coordinate, as far away as they are long, differ from that at θ. */
const changesAt = async (
  place: Neighbourhood,
  i: number,
  points: readonly Float64Array[],
  length: number,
): Promise<Float64Array> => {
  const along = new Float64Array(place.claim.length).fill(length, i, i + 1);
  const from = [new Float64Array(along.length), ...points];
  const ends = await place.values(2 * from.length, (k) =>
    pointOn(
      from[k >> 1]!.map((value) => length * value),
      along,
      k % 2 === 0 ? 1 : -1,
    ),
  );
  const secants = Float64Array.from(from, (_, k) => (ends[2 * k]! - ends[2 * k + 1]!) / (2 * length));
  return secants.subarray(1).map((secant) => secant - secants[0]!);
};
