import { normalVector } from '../../numerics/normal.ts';
import { scaledToOne } from '../../numerics/vectors.ts';
import { ROUND_OFF_DEVIATIONS } from '../../numerics/deviations.ts';
import { neighbourhoodOf, slopeErrorAlong } from './neighbourhood.ts';
import type { TieQuestion } from './question.ts';
import { sumOfSlopes } from './separable.ts';
import { EXTRAPOLATED, extrapolatedSlopes } from './slopes-near.ts';

/** Random directions along which the slopes must add up. One would do, but for noise. */
const DIRECTIONS = 3;

/** Whether J's slopes along some directions are the sums of its coordinates' own. */
export interface Additivity {
  readonly addUp: boolean;
  readonly evaluations: number;
}

/**
 * Whether J's one-sided slopes at θ add up over all coordinates, as far as it can be seen. Where every claim is its coordinate's own slope and no gradient nearby is the claim, they
 * don't along almost any direction: J's slope along the directions of a cone is g·v only where g is the gradient nearby.
 */
export const slopesAddUp = async (question: TieQuestion): Promise<Additivity> => {
  const place = neighbourhoodOf(question);
  const directions = Array.from({ length: DIRECTIONS }, () =>
    scaledToOne(normalVector(place.claim.length, place.random)),
  );
  const slopes = await extrapolatedSlopes(place, directions);
  const noise = (ROUND_OFF_DEVIATIONS * EXTRAPOLATED * place.noise) / place.delta;
  const addUp = slopes.every(({ slope, change }, k) => {
    const v = directions[k]!;
    const excess = Math.abs(slope - sumOfSlopes(place, v)) - slopeErrorAlong(place, v);
    return !(excess > noise + change); // no answer shows nothing
  });
  return { addUp, evaluations: place.evaluations() };
};
