import { normalVector } from '../../numerics/normal.ts';
import { scaledToOne } from '../../numerics/vectors.ts';
import { extentOf, type Neighbourhood, noiseOfSlope, patternOn } from './neighbourhood.ts';
import { slopesAt } from './slopes-near.ts';

/** Rays out of θ along which slopes are compared, and the distances of the points, in δ. */
const RAYS = 2;
const DISTANCES = [1, 1 / 2, 1 / 4];

/** How many times as large as on the few rays the curvature may be elsewhere. Chosen, not derived. */
const ELSEWHERE = 4;

/**
 * The neighbourhood with the curvature that J shows there, where it is larger than assumed: beside an optimum slopes are small and bends
 * aren't. On a ray out of θ no kink through θ is crossed, so the slope changes by curvature alone, in proportion to the distance; a
 * change that isn't is a kink elsewhere, and none of the curvature.
 */
export const withMeasuredCurvature = async (place: Neighbourhood): Promise<Neighbourhood> => {
  const every = Array.from(place.claim.keys());
  let curvature = place.curvature;
  for (let ray = 0; ray < RAYS; ray++) {
    const v = patternOn(place, every);
    const change = await changeAlong(place, scaledToOne(normalVector(every.length, place.random)), v);
    curvature = Math.max(curvature, (ELSEWHERE * change) / (place.largest * extentOf(v)));
  }
  return { ...place, curvature };
};

/** |∂/∂t of the slope along v at θ + t·w|, per unit; 0 where it isn't proportional to t, or noise. */
const changeAlong = async (place: Neighbourhood, w: Float64Array, v: Float64Array): Promise<number> => {
  const { delta, step } = place;
  const asked = DISTANCES.map((distance) => ({
    offset: w.map((value) => distance * delta * value),
    along: v,
  }));
  const [far, middle, near] = (await slopesAt(place, asked)) as unknown as [number, number, number];
  const [outer, inner] = [Math.abs(far - middle), Math.abs(far - middle - 2 * (middle - near))];
  const noise = noiseOfSlope(place, step);
  return inner <= outer / 2 + 3 * noise ? Math.max(0, outer - 2 * noise) / (delta / 2) : 0;
};
