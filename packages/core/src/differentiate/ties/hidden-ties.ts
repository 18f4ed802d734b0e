import { normalVector } from '../../numerics/normal.ts';
import { innerProduct } from '../../numerics/direction.ts';
import { type Neighbourhood, patternOn, slopeErrorAlong, toleranceAlong } from './neighbourhood.ts';
import { nearbyAlong, slopesAt } from './slopes-near.ts';

/** Points nearby where coordinates that are smooth at θ are looked at. */
const POINTS = 6;

/**
 * The coordinates along which J is smooth at θ but not nearby: those of a median of equal values, x in max(x, y) − max(x, z). At random
 * points nearby, by halving the coordinates along which J's slope differs from that at θ. Stops where `spent` says so.
 */
export const hiddenTies = async (
  place: Neighbourhood,
  smooth: readonly number[],
  spent: (found: number) => boolean,
): Promise<number[]> => {
  if (smooth.length === 0) return [];
  const points = Array.from({ length: POINTS }, () =>
    nearbyAlong(place, normalVector(place.claim.length, place.random)),
  );
  const differs = await differAt(place, points, smooth);
  const found = new Set<number>();
  for (const [k, point] of points.entries()) {
    if (!differs[k]) continue;
    const open = [smooth.filter((i) => !found.has(i))];
    for (let part = open.pop(); part && !spent(found.size); part = open.pop()) {
      if (part.length === 0 || !(await differAt(place, [point], part))[0]) continue;
      const half = part.length >> 1;
      if (half === 0) found.add(part[0]!);
      else open.push(part.slice(0, half), part.slice(half));
    }
  }
  return [...found];
};

/** Whether the slope along a pattern of these coordinates isn't the sum of their slopes at θ, at each of the points. */
const differAt = async (
  place: Neighbourhood,
  offsets: readonly Float64Array[],
  coordinates: readonly number[],
): Promise<boolean[]> => {
  const asked = offsets.map((offset) => ({ offset, along: patternOn(place, coordinates) }));
  const slopes = await slopesAt(place, asked);
  const mean = place.left.map((left, i) => (left + place.right[i]!) / 2);
  return asked.map(({ along }, k) => {
    const tolerance = toleranceAlong(place, along, place.step) + slopeErrorAlong(place, along);
    return !(Math.abs(slopes[k]! - innerProduct(mean, along)) <= tolerance);
  });
};
