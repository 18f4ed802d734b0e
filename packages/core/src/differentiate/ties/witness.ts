import { normalVector } from '../../numerics/normal.ts';
import { scaledToOne } from '../../numerics/vectors.ts';
import { RESOLUTION } from './bending.ts';
import {
  claimAlong,
  claimErrorAlong,
  type Neighbourhood,
  patternOn,
  toleranceAlong,
} from './neighbourhood.ts';
import type { Proof, Ray } from './proof.ts';
import { nearbyAlong, slopesAt } from './slopes-near.ts';
import type { Tie } from './tie.ts';

/**
 * Patterns along which J's slope at a witness must be the claim's. A claim in 16 bits is known to a tenth of a kink or so, and a wrong point agrees along one pattern in seven: along six, once in
 * 100,000, where a claim has fourteen such points.
 */
const PATTERNS = 6;

/** Sizes of what breaks ties between coordinates that are moved to the same side: random, by index, and beside a median. */
const JITTER = 0.02;
const RAMP = 0.3;
const BESIDE_MIDDLE = 1e-3;

/** A claim at neither end may miss a slope by this part of the largest and still stand for a coordinate in the middle. */
const AT_MIDDLE = RESOLUTION / 10;

/**
 * A point nearby whose own gradient is the claim, or a pair θ ± δw whose mean it is: what libraries' rules for ties amount to (the first
 * wins, the last wins, relu'(0) = 0, ½, 1, a stable sort, a median's middle). Null where none of the likely ones is.
 *
 * @param among The coordinates whose claims it must have.
 * @param tie At which end of its interval each claim is, and which coordinates are tied.
 */
export const witnessOf = async (
  place: Neighbourhood,
  among: readonly number[],
  { ends, tied }: Pick<Tie, 'ends' | 'tied'>,
): Promise<Proof | null> => {
  const patterns = Array.from({ length: PATTERNS }, () => patternOn(place, among));
  for (const w of likelySides(place, among, { ends, tied })) {
    const proof = await proves(place, scaledToOne(w), patterns);
    if (proof) return proof;
  }
  return null;
};

/** Each coordinate moved to the side whose slope it claims, ties broken at random and by index, either way; by index alone; and the claims at no end in the middle of the others. */
const likelySides = (
  place: Neighbourhood,
  among: readonly number[],
  { ends, tied }: Pick<Tie, 'ends' | 'tied'>,
): Float64Array[] => {
  const noise = normalVector(ends.length, place.random);
  const ramp = rampOver(place, among);
  const middle = middleOf(place, tied, ends);
  const beside = (to: Float64Array, size: number, from: Float64Array) =>
    from.map((value, i) => value + size * to[i]!);
  return [
    beside(noise, JITTER / Math.sqrt(among.length), ends),
    beside(ramp, RAMP, ends),
    beside(ramp, -RAMP, ends),
    ramp,
    ramp.map((value) => -value),
    beside(noise, BESIDE_MIDDLE, middle),
    beside(noise, BESIDE_MIDDLE, middle.map((value) => -value)),
  ]; // prettier-ignore
};

/** −1 … 1 over the coordinates in their order, by θ itself and not by its units: equal values are told apart in the order of their indices. */
const rampOver = ({ lengths }: Neighbourhood, among: readonly number[]): Float64Array => {
  const ramp = new Float64Array(lengths.length);
  among.forEach((i, k) => {
    const position = among.length === 1 ? 1 : (2 * k) / (among.length - 1) - 1;
    ramp[i] = lengths[i] === 0 ? 0 : position / lengths[i]!;
  });
  return scaledToOne(ramp);
};

/** ±U[1, 2] in turn at the tied coordinates, in random order, that claim the slope they have on the left though it isn't one of two: half of them above the others, half below. */
const middleOf = (place: Neighbourhood, tied: readonly number[], ends: Float64Array): Float64Array => {
  const { claim, left, largest, random } = place;
  const free = tied.filter((i) => ends[i] === 0 && Math.abs(claim[i]! - left[i]!) <= AT_MIDDLE * largest);
  const middle = new Float64Array(ends.length);
  shuffled(free, random).forEach((i, k) => (middle[i] = (k % 2 === 0 ? 1 : -1) * (1 + random())));
  return middle;
};

/** Fisher and Yates. */
const shuffled = (values: readonly number[], random: () => number): number[] => {
  const order = values.slice();
  for (let k = order.length - 1; k > 0; k--) {
    const other = Math.floor(random() * (k + 1));
    [order[k], order[other]] = [order[other]!, order[k]!];
  }
  return order;
};

/** The proof that g is the gradient along w, or the mean of those along w and −w; null where a pattern contradicts both. */
const proves = async (
  place: Neighbourhood,
  w: Float64Array,
  patterns: readonly Float64Array[],
): Promise<Proof | null> => {
  const opposite = w.map((value) => -value);
  const [offset, mirrored] = [nearbyAlong(place, w), nearbyAlong(place, opposite)];
  let [one, two, along] = [true, true, 0];
  for (const v of patterns) {
    const points = two ? [offset, mirrored] : [offset];
    const slopes = await slopesAt(place, points.map((at) => ({ offset: at, along: v }))); // prettier-ignore
    const gv = claimAlong(place, v);
    const tolerance = toleranceAlong(place, v, place.step) + claimErrorAlong(place, v);
    one &&= Math.abs(slopes[0]! - gv) <= tolerance;
    two &&= Math.abs((slopes[0]! + slopes[1]!) / 2 - gv) <= tolerance;
    if (!one && !two) return null;
    along = Math.max(along, 2 * tolerance);
  }
  const rays: Ray[] = one
    ? [{ w, weight: 1 }]
    : [
        { w, weight: 1 / 2 },
        { w: opposite, weight: 1 / 2 },
      ];
  return { rays, along };
};
