import { innerProduct } from '../../numerics/direction.ts';
import { normalVector } from '../../numerics/normal.ts';
import { type Neighbourhood, patternOn, slopeErrorAlong, toleranceAlong } from './neighbourhood.ts';
import { nearbyAlong, secantsAt, type SlopeAt } from './slopes-near.ts';

/** Points nearby where coordinates that are smooth at θ are looked at. */
const POINTS = 6;

/** How far away they are, in δ: nearer than secants are long, so that a secant along one coordinate passes most kinks that the point lies beside. */
const DISTANCE = 1 / 2;

/**
 * The coordinates along which J is smooth at θ but not nearby: those of a median of equal values, x in max(x, y) − max(x, z). At random
 * points nearby, by halving the coordinates along which J's secant isn't what their slopes make it. Stops where `spent` says so.
 */
export const hiddenTies = async (
  place: Neighbourhood,
  smooth: readonly number[],
  spent: (found: number) => boolean,
): Promise<number[]> => {
  if (smooth.length === 0) return [];
  const points = Array.from({ length: POINTS }, () =>
    nearbyAlong(place, normalVector(place.claim.length, place.random)).map((value) => DISTANCE * value),
  );
  const asked = (part: readonly number[], k: number) => ({
    offset: points[k]!,
    along: movesOf(place, part, k),
  });
  const differs = await differAt(place, points.map((_, k) => asked(smooth, k))); // prettier-ignore
  const found = new Set<number>();
  for (let k = 0; k < POINTS; k++) {
    if (!differs[k]) continue;
    const open = [smooth.filter((i) => !found.has(i))];
    for (let part = open.pop(); part && !spent(found.size); part = open.pop()) {
      if (part.length === 0 || !(await differAt(place, [asked(part, k)]))[0]) continue;
      const half = part.length >> 1;
      if (half > 0) open.push(part.slice(0, half), part.slice(half));
      else if (await staysDifferent(place, asked(part, k))) found.add(part[0]!);
    }
  }
  return [...found];
};

/** A pattern of these coordinates; at every other point all to one side: of two that move apart a median doesn't change. */
const movesOf = (place: Neighbourhood, part: readonly number[], k: number): Float64Array => {
  const v = patternOn(place, part);
  return k % 2 === 0 ? v : v.map(Math.abs);
};

/** Whether J's secants aren't the sums of the coordinates' slopes, as far as those are known, or aren't those at θ. Where J has no answer nothing is known to differ. */
const differAt = async (place: Neighbourhood, asked: readonly SlopeAt[]): Promise<boolean[]> => {
  const { secants, changes } = await secantsBeside(place, asked);
  const mean = place.left.map((left, i) => (left + place.right[i]!) / 2);
  return asked.map(({ along }, k) => {
    const tolerance = toleranceAlong(place, along, place.delta);
    const excess = Math.abs(secants[k]! - innerProduct(mean, along)) - slopeErrorAlong(place, along);
    return excess > tolerance || Math.abs(changes[k]!) > 2 * tolerance;
  });
};

/** J's secants, and how much larger they are than those along the same directions at θ. */
const secantsBeside = async (place: Neighbourhood, asked: readonly SlopeAt[]) => {
  const atTheta = asked.map(({ along }) => ({ offset: new Float64Array(along.length), along }));
  const all = await secantsAt(place, [...asked, ...atTheta]);
  const secants = all.subarray(0, asked.length);
  return { secants, changes: secants.map((secant, k) => secant - all[asked.length + k]!) };
};

/**
 * Whether the secant along one coordinate differs however near: what curvature changes falls as points come nearer, and extrapolates to nothing; the
 * change at a kink stays.
 */
const staysDifferent = async (place: Neighbourhood, { offset, along }: SlopeAt): Promise<boolean> => {
  const nearer = { ...place, delta: place.delta / 2 };
  const far = await secantsBeside(place, [{ offset, along }]);
  const near = await secantsBeside(nearer, [{ offset: offset.map((value) => value / 2), along }]);
  const tolerance = 2 * toleranceAlong(nearer, along, nearer.delta / 2);
  return Math.abs(2 * near.changes[0]! - far.changes[0]!) > tolerance;
};
