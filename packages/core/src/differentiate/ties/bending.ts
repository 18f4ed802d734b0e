import { normalVector } from '../../numerics/normal.ts';
import { pointOn } from '../../numerics/point-on.ts';
import { type Neighbourhood, patternOn, toleranceAlong } from './neighbourhood.ts';
import { nearbyAlong, oneSidedSlopes } from './slopes-near.ts';

/** Lines nearby on which kinks are looked for one by one, and the points of each. */
const LINES = 4;
const POINTS = 33;

/** Pairs of patterns over which F must add up. */
const PAIRS = 8;

/** A tolerance above this part of a kink's size is too coarse to tell anything. */
export const RESOLUTION = 0.1;

/** On which coordinates J's directional derivative F at θ is convex or concave. */
export interface Bending {
  /** The coordinates of convex kinks, and those of concave ones, as far as there are; all together where `mixed`. */
  readonly classes: readonly (readonly number[])[];
  /** F isn't known to be convex on the one and concave on the other, and to add up over both. */
  readonly mixed: boolean;
}

/** F's bending on the tied coordinates; `size`: that of a kink, in J's change by a unit. */
export const bendingOf = async (
  place: Neighbourhood,
  tied: readonly number[],
  size: number,
): Promise<Bending> => {
  const { left, right } = place;
  const convex = tied.filter((i) => right[i]! > left[i]!);
  const concave = tied.filter((i) => right[i]! < left[i]!);
  const parts = [convex, concave].filter((part) => part.length > 0);
  const mixed = { classes: [tied], mixed: true };
  for (const part of parts) {
    const tolerance = toleranceAlong(place, patternOn(place, part), place.delta);
    if (4 * tolerance > RESOLUTION * size) return mixed; // too noisy to see
    if (await bendsAgainst(place, part, part === convex ? 1 : -1)) return mixed;
  }
  if (parts.length === 2 && !(await addUp(place, convex, concave))) return mixed;
  return { classes: parts, mixed: false };
};

/**
 * Whether a kink on a line nearby bends the other way than the coordinates' own, by second differences of neighbouring points: kinks are
 * seen one by one, so that a small one shows among large ones. Where J has no answer it may be so.
 */
const bendsAgainst = async (
  place: Neighbourhood,
  part: readonly number[],
  sign: number,
): Promise<boolean> => {
  const spacing = (2 * place.delta) / (POINTS - 1);
  for (let line = 0; line < LINES; line++) {
    const v = patternOn(place, part);
    const w = new Float64Array(v.length);
    normalVector(part.length, place.random).forEach((value, k) => (w[part[k]!] = value));
    const from = nearbyAlong(place, w);
    const values = await place.values(POINTS, (k) => pointOn(from, v, -place.delta + k * spacing));
    const tolerance = toleranceAlong(place, v, place.delta);
    for (let k = 1; k < POINTS - 1; k++) {
      const bend = (values[k + 1]! - 2 * values[k]! + values[k - 1]!) / spacing;
      if (!(sign * bend >= -tolerance)) return true;
    }
  }
  return false;
};

/** Whether F(a + b) = F(a) + F(b) for patterns a of the one and b of the other. */
const addUp = async (
  place: Neighbourhood,
  one: readonly number[],
  other: readonly number[],
): Promise<boolean> => {
  const pairs = Array.from({ length: PAIRS }, () => {
    const [a, b] = [patternOn(place, one), patternOn(place, other)];
    return [a, b, a.map((value, i) => value + b[i]!)] as const;
  });
  const slopes = await oneSidedSlopes(place, pairs.flat());
  return pairs.every(([a, b], k) => {
    const excess = Math.abs(slopes[3 * k + 2]! - slopes[3 * k]! - slopes[3 * k + 1]!);
    const tolerance = toleranceAlong(place, a, place.delta) + toleranceAlong(place, b, place.delta);
    return excess <= 2 * tolerance;
  });
};
