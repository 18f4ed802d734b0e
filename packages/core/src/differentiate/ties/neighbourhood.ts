import { BOUND_DEVIATIONS } from '../../numerics/deviations.ts';
import { innerProduct, LARGEST_COMPONENT, signedUniform } from '../../numerics/direction.ts';
import { createRandom, type Random } from '../../numerics/random.ts';
import { SHARED_BOUNDS } from '../../numerics/safety-factors.ts';
import { largestOf, normOf, scaledToOne } from '../../numerics/vectors.ts';
import { lengthsOf } from './lengths.ts';
import type { TieQuestion } from './question.ts';
import { type ValuesNear, valuesNear } from './values-near.ts';

/**
 * Points are looked at so far from θ that the slope's change by curvature, δ, is about as large as its noise, η/h; both fall with η, the
 * noise relative to the largest slope. A step is a small part of δ, so that it seldom crosses a kink. At most FARTHEST and LONGEST_STEP,
 * beyond which "nearby" says nothing. Chosen by measurement (docs/method.md, "Ties").
 */
const DISTANCE_FACTOR = 2;
const DISTANCE_POWER = 0.4;
const STEP_POWER = 0.55;
const FARTHEST = 0.02;
const LONGEST_STEP = 0.002;

/** A unit of a coordinate is taken to change a slope by at most so many times the largest slope, unless more is measured. */
const CURVATURE = 3;

/** θ and what is near it, in units x of each coordinate (θ + lengths∘x): so are its slopes, J's change by a unit. */
export interface Neighbourhood {
  readonly lengths: Float64Array;
  readonly theta: Float64Array;
  readonly cost: number;
  readonly claim: Float64Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly slopeError: Float64Array;
  readonly claimError: Float64Array;
  /** By how much each claim is beyond its coordinate's slopes, 0 where it isn't. */
  readonly off: Float64Array;
  /** The largest slope. */
  readonly largest: number;
  readonly noise: number;
  /** How far points nearby are from θ in units; the step of a slope there. */
  readonly delta: number;
  readonly step: number;
  /** By how much of `largest` a unit changes a slope. */
  readonly curvature: number;
  readonly random: Random;
  readonly values: ValuesNear;
  readonly evaluations: () => number;
}

/** The neighbourhood that a question is about. */
export const neighbourhoodOf = (question: TieQuestion): Neighbourhood => {
  const noise = noiseOf(question);
  const lengths = lengthsOf(question, noise);
  const inUnits = (slopes: Float64Array) =>
    slopes.map((slope, i) => (lengths[i] === 0 ? 0 : slope * lengths[i]!));
  const [claim, left, right] = [inUnits(question.claim), inUnits(question.left), inUnits(question.right)];
  const largest = Math.max(largestOf(left), largestOf(right)) || largestOf(claim) || 1;
  const relative = Math.max(Number.EPSILON, noise / largest);
  return {
    lengths,
    theta: question.theta,
    cost: question.cost,
    claim,
    left,
    right,
    slopeError: inUnits(question.slopeError),
    claimError: inUnits(question.claimError),
    off: inUnits(question.off),
    largest,
    noise,
    delta: Math.min(DISTANCE_FACTOR * relative ** DISTANCE_POWER, FARTHEST),
    step: Math.min(relative ** STEP_POWER, LONGEST_STEP),
    curvature: CURVATURE,
    random: createRandom(question.seed),
    ...valuesNear(question, lengths),
  };
};

/** J's noise: as measured, and at least the rounding of its value and of θ. */
const noiseOf = ({ sigma, cost, theta, left, right }: TieQuestion): number => {
  const terms = theta.map((value, i) => value * Math.max(Math.abs(left[i]!), Math.abs(right[i]!)));
  return Math.max(sigma, Number.EPSILON * Math.max(Math.abs(cost), largestOf(terms.filter(Number.isFinite))));
};

/** The noise of a central difference of this step. */
export const noiseOfSlope = ({ noise }: Neighbourhood, step: number): number =>
  (BOUND_DEVIATIONS * noise) / (Math.SQRT2 * step);

/** The size of a direction in a change by curvature: ‖v‖₁ if all of J's curvature adds up, 3·‖v‖₂ + 1 if it doesn't. */
export const extentOf = (v: Float64Array): number =>
  Math.min(
    v.reduce((sum, value) => sum + Math.abs(value), 0),
    3 * normOf(v) + 1,
  );

/** How far the slope along v within δ of θ may be from that at θ, kinks apart: the noise of a difference of this step, and curvature. */
export const toleranceAlong = (place: Neighbourhood, v: Float64Array, step: number): number =>
  noiseOfSlope(place, step) + place.curvature * place.delta * place.largest * extentOf(v);

/** The same of a forward difference along one coordinate, three times the curvature of a central one. */
export const toleranceOfEntry = (place: Neighbourhood, step: number): number =>
  noiseOfSlope(place, step) + 3 * place.curvature * place.delta * place.largest;

/** How far g·v may be off by the rounding of the claim. */
export const claimErrorAlong = ({ claimError }: Neighbourhood, v: Float64Array): number =>
  SHARED_BOUNDS * normOf(claimError.map((error, i) => error * v[i]!));

/** How far a sum of the coordinates' slopes along v may be off. */
export const slopeErrorAlong = ({ slopeError }: Neighbourhood, v: Float64Array): number =>
  SHARED_BOUNDS * normOf(slopeError.map((error, i) => error * v[i]!));

/** ±U[⅓, 1] at these coordinates, 0 elsewhere. */
export const patternOn = ({ claim, random }: Neighbourhood, coordinates: ArrayLike<number>): Float64Array => {
  const v = new Float64Array(claim.length);
  for (let k = 0; k < coordinates.length; k++)
    v[coordinates[k]!] = signedUniform(random(), random()) / LARGEST_COMPONENT;
  return v;
};

/** g·v. */
export const claimAlong = ({ claim }: Neighbourhood, v: Float64Array): number => innerProduct(claim, v);

/**
 * How far each coordinate has to move for kinks of one size, the largest 1, [P]: 1/|right − left| where that is seen to be a kink. On a
 * random point of these proportions every kinked coordinate has the same say.
 */
export const evenMoves = (place: Neighbourhood): Float64Array => {
  const least = toleranceOfEntry(place, place.delta);
  const sizes = place.left.map((left, i) => Math.abs(place.right[i]! - left));
  return scaledToOne(sizes.map((size) => 1 / (size > least ? size : place.largest)));
};
