import { BOUND_DEVIATIONS } from '../../numerics/deviations.ts';
import { pointOn } from '../../numerics/point-on.ts';
import {
  claimAlong,
  claimErrorAlong,
  type Neighbourhood,
  patternOn,
  toleranceAlong,
} from './neighbourhood.ts';
import type { Proof } from './proof.ts';
import { nearbyAlong, slopeAt, slopesAt } from './slopes-near.ts';

/**
 * Where slopes beside a ray are taken, in the order in which they are tried: how far along it, in δ, and how far beside it, relative to
 * that. Longer distances have less noise, shorter ones avoid kinks elsewhere; the nearer the ray is to a kink, the less room is beside it.
 */
const PLACES = [
  { distance: 2 ** 7, width: 2 ** -3 },
  { distance: 2 ** 4, width: 2 ** -3 },
  { distance: 2 ** 7, width: 2 ** -6 },
  { distance: 2 ** 4, width: 2 ** -6 },
  { distance: 2 ** 4, width: 2 ** -9 },
  { distance: 1, width: 2 ** -9 },
];

/** No point is farther than so many units. */
const FARTHEST = 1 / 16;

/** Parts of a distance that are extrapolated. */
const PARTS = [1, 1 / 2, 1 / 4];

/** (8·near − 6·middle + far)/3, whose noises are as 1 : ½ : ¼, in that of the nearest slope. */
const NOISE_OF_EXTRAPOLATION = Math.hypot(8, 6 / 2, 1 / 4) / 3;

/** Patterns that are compared, all of them other ones than before. */
const PATTERNS = 3;

/** Rays for which it is done; each takes about 30 evaluations. */
const MOST_RAYS = 8;

/** An error, relative to the largest slope, below which nothing better is sought: a twentieth of the threshold of 2·10⁻⁷. */
const ENOUGH = 1e-8;

/**
 * The proof with a smaller error: along fresh patterns v the slope beside a ray, (J(θ + t(w + κv)) − J(θ + t(w − κv)))/2κt, is a power
 * series in t as long as both points are on the ray's side of every kink; extrapolated to t = 0 it is free of curvature, and t may be
 * far longer than δ. What the slopes differ from g·v by is the error that the claim may have.
 */
export const sharpened = async (
  place: Neighbourhood,
  among: ArrayLike<number>,
  proof: Proof,
): Promise<Proof> => {
  const { rays } = proof;
  if (rays.length > MOST_RAYS) return proof;
  const begin = rays.map(() => 0); // where a place was found before
  let along = 0;
  for (let k = 0; k < PATTERNS; k++) {
    const v = patternOn(place, among);
    let [slope, bound] = [0, 0];
    for (const [ray, { w, weight }] of rays.entries()) {
      const expected =
        rays.length === 1 ? claimAlong(place, v) : await slopeAt(place, nearbyAlong(place, w), v);
      const limit = await bestLimit(place, w, v, { expected, begin: begin[ray]! });
      if (!limit) return proof;
      begin[ray] = limit.at;
      slope += weight * limit.slope;
      bound += weight * limit.bound;
    }
    along = Math.max(along, Math.abs(slope - claimAlong(place, v)) + bound);
  }
  return along < proof.along ? { rays, along } : proof;
};

/** Whether the proof's slopes nearby add up to g·v along fresh patterns of these coordinates. */
export const holdsAlong = async (
  place: Neighbourhood,
  among: ArrayLike<number>,
  { rays }: Proof,
): Promise<boolean> => {
  for (let k = 0; k < PATTERNS; k++) {
    const v = patternOn(place, among);
    const slopes = await slopesAt(place, rays.map(({ w }) => ({ offset: nearbyAlong(place, w), along: v }))); // prettier-ignore
    const sum = rays.reduce((total, { weight }, ray) => total + weight * slopes[ray]!, 0);
    const tolerance = toleranceAlong(place, v, place.step) + claimErrorAlong(place, v);
    if (!(Math.abs(sum - claimAlong(place, v)) <= tolerance)) return false;
  }
  return true;
};

/** A slope for t → 0, and what it may be off. */
interface Limit {
  readonly slope: number;
  readonly bound: number;
}

/** The first limit that is precise enough, or that the next place doesn't better; null where all contradict what is expected: a kink is in the way. */
const bestLimit = async (
  place: Neighbourhood,
  w: Float64Array,
  v: Float64Array,
  { expected, begin }: { readonly expected: number; readonly begin: number },
): Promise<(Limit & { readonly at: number }) | null> => {
  const tolerance = 2 * toleranceAlong(place, v, place.step);
  let best: (Limit & { readonly at: number }) | null = null;
  for (let at = begin; at < PLACES.length; at++) {
    const limit = await limitAt(place, w, v, PLACES[at]!);
    const fits = Math.abs(limit.slope - expected) + limit.bound <= tolerance;
    if (best && !(fits && limit.bound < best.bound)) return best;
    if (fits) best = { ...limit, at };
    if (best && best.bound <= ENOUGH * place.largest) return best;
  }
  return best;
};

/** The slope along v for t → 0, by Richardson's extrapolation of t, t/2, t/4, and its bound: what the last step of it changes, and noise. */
const limitAt = async (
  { values, noise, delta }: Neighbourhood,
  w: Float64Array,
  v: Float64Array,
  { distance, width }: { readonly distance: number; readonly width: number },
): Promise<Limit> => {
  const t = Math.min(distance * delta, FARTHEST);
  const answers = await values(2 * PARTS.length, (k) => {
    const beside = pointOn(w, v, k % 2 === 0 ? width : -width);
    return beside.map((value) => t * PARTS[k >> 1]! * value);
  });
  const slope = (k: number) => (answers[2 * k]! - answers[2 * k + 1]!) / (2 * width * t * PARTS[k]!);
  const [longer, shorter] = [2 * slope(1) - slope(0), 2 * slope(2) - slope(1)];
  const deviation = (NOISE_OF_EXTRAPOLATION * noise) / (Math.SQRT2 * width * t * PARTS.at(-1)!);
  return {
    slope: (4 * shorter - longer) / 3,
    bound: Math.abs(shorter - longer) + BOUND_DEVIATIONS * deviation,
  };
};
