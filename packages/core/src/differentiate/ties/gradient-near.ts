import { innerProduct } from '../../numerics/direction.ts';
import { type Neighbourhood, patternOn, toleranceAlong, toleranceOfEntry } from './neighbourhood.ts';
import { CUT, slopeAt } from './slopes-near.ts';

/** How often the step is cut where a forward difference crosses a kink. */
const CUTS = 3;

/**
 * J's slopes along the tied coordinates at an offset, [P], by forward differences, 0 elsewhere. They have to add up along a pattern; where
 * they don't, those that are neither of the slopes at θ and that a backward difference contradicts are taken again with a shorter step.
 * Null where kinks are closer than the shortest.
 */
export const gradientNear = async (
  place: Neighbourhood,
  offset: Float64Array,
  tied: readonly number[],
): Promise<Float64Array | null> => {
  const gradient = new Float64Array(place.claim.length);
  const v = patternOn(place, tied);
  const along = await slopeAt(place, offset, v);
  const here = (await place.values(1, () => offset))[0]!;
  const tolerance = toleranceAlong(place, v, place.step);
  let open = tied;
  for (let cut = 0; cut <= CUTS; cut++) {
    const step = place.step / CUT ** cut;
    const forward = await differences(place, { offset, here, step }, open);
    open.forEach((i, k) => (gradient[i] = forward[k]!));
    if (Math.abs(innerProduct(gradient, v) - along) <= tolerance) return gradient;
    open = await contradicted(place, { offset, here, step }, gradient, open);
    if (open.length === 0) return isFinite(gradient) ? gradient : null;
  }
  return null;
};

interface From {
  readonly offset: Float64Array;
  readonly here: number;
  readonly step: number;
}

/** (J(x + step·eᵢ) − J(x))/step for each of these coordinates; a negative step looks back. */
const differences = async (
  { values }: Neighbourhood,
  { offset, here, step }: From,
  coordinates: readonly number[],
): Promise<Float64Array> => {
  const moved = await values(coordinates.length, (k) => {
    const point = offset.slice();
    point[coordinates[k]!]! += step;
    return point;
  });
  return moved.map((value) => (value - here) / step);
};

/** The coordinates whose forward difference is neither of their slopes at θ, nor what a backward difference gives. */
const contradicted = async (
  place: Neighbourhood,
  from: From,
  gradient: Float64Array,
  coordinates: readonly number[],
): Promise<number[]> => {
  const tolerance = toleranceOfEntry(place, from.step);
  const unusual = coordinates.filter((i) => {
    const nearest = Math.min(
      Math.abs(gradient[i]! - place.left[i]!),
      Math.abs(gradient[i]! - place.right[i]!),
    );
    return !(nearest <= tolerance);
  });
  const backward = await differences(place, { ...from, step: -from.step }, unusual);
  return unusual.filter((i, k) => !(Math.abs(gradient[i]! - backward[k]!) <= tolerance));
};

const isFinite = (values: Float64Array): boolean => values.every(Number.isFinite);
