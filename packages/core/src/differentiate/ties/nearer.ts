import {
  claimAlong,
  claimErrorAlong,
  type Neighbourhood,
  noiseOfSlope,
  patternOn,
  toleranceAlong,
} from './neighbourhood.ts';
import type { Proof } from './proof.ts';
import { CUT, nearbyAlong, slopesAt } from './slopes-near.ts';

/** Noise up to this part of what the claim differs by from the slope at θ still tells the two apart. */
const TELLING = 1 / 4;

/** The neighbourhood, nearer to θ by CUT^turn; the step shrinks with it. */
const nearerBy = (place: Neighbourhood, turn: number): Neighbourhood => ({
  ...place,
  delta: place.delta / CUT ** turn,
  step: place.step / CUT ** turn,
});

/** With the noise that the rounding of θ makes where J's slopes are these claims, and not those at θ. */
const withRounding = (place: Neighbourhood, outsiders: readonly number[]): Neighbourhood => {
  const { theta, claim, lengths, noise } = place;
  const changes = outsiders.map((i) => Math.abs((theta[i]! * claim[i]!) / lengths[i]!));
  return {
    ...place,
    noise: changes.reduce((most, change) => Math.max(most, Number.EPSILON * change), noise),
  };
};

/**
 * Whether claims that aren't the slopes at θ, though J is smooth along their coordinates, are gradients however near to θ: a tie that others hide is at θ itself, while a
 * kink beside θ is left behind as points come nearer. They come as near as the noise of J lets a slope be told from another.
 */
export const holdsHoweverNear = async (
  around: Neighbourhood,
  outsiders: readonly number[],
  { rays }: Proof,
): Promise<boolean> => {
  const place = withRounding(around, outsiders);
  const v = patternOn(place, outsiders);
  const own = place.left.reduce((sum, slope, i) => sum + slope * v[i]!, 0);
  const difference = Math.abs(claimAlong(place, v) - own);
  for (let turn = 1; noiseOfSlope(place, place.step / CUT ** turn) <= TELLING * difference; turn++) {
    const nearer = nearerBy(place, turn);
    const slopes = await slopesAt(nearer, rays.map(({ w }) => ({ offset: nearbyAlong(nearer, w), along: v }))); // prettier-ignore
    const sum = rays.reduce((total, { weight }, ray) => total + weight * slopes[ray]!, 0);
    const tolerance = toleranceAlong(nearer, v, nearer.step) + claimErrorAlong(place, v);
    if (!(Math.abs(sum - claimAlong(place, v)) <= tolerance)) return false;
  }
  return true;
};
