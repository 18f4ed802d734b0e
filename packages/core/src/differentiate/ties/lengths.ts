import { medianOf } from '../../numerics/median.ts';
import { largestOf } from '../../numerics/vectors.ts';
import type { TieQuestion } from './question.ts';

/** How many of its own lengths a small parameter may be moved: as far as one that is 0 is from its tensor's size (`coordinateScales`). */
const FARTHEST = 64;

/** How far J must move by a unit, relative to its noise, to be looked at from a distance of 10⁻⁴ units: half of float64's digits and two more. */
const VISIBLE = 1e10;

/** Kinks are made alike down to this part of the median: that of what FARTHEST leaves unequal. */
const FAINTEST = 1 / FARTHEST;

/**
 * The unit of each coordinate: θᵢ + lengthᵢ·x. A unit is the size of the parameter's tensor, and shorter where that changes J more than it
 * does for the other coordinates. Then the slopes by x of a J whose parameters are 10⁻⁶ and 10⁴ are alike, and points at random are on
 * either side of every kink equally often (max(x, 1000·y) is y's almost everywhere if both are moved as far). All are made as short as the
 * faintest kinked coordinate needs, where J's noise allows it, but not beyond the median. 0, so never moved, where a slope or the claim isn't finite.
 *
 * @param noise J's noise.
 */
export const lengthsOf = (
  { claim, left, right, scales, reaches }: TieQuestion,
  noise: number,
): Float64Array => {
  const slopes = left.map((value, i) => Math.max(Math.abs(value), Math.abs(right[i]!)));
  const longest = scales.map((scale, i) => Math.min(reaches[i]!, FARTHEST * scale));
  const changes = slopes.map((slope, i) => slope * longest[i]!);
  const kinked = changes.filter((change, i) => change > 0 && change < Infinity && left[i] !== right[i]);
  const most = kinked.length > 0 ? changeOf(kinked, noise) : largestOf(changes.filter(Number.isFinite));
  return longest.map((length, i) => {
    if (!Number.isFinite(slopes[i]! + claim[i]!)) return 0;
    return changes[i]! > most ? most / slopes[i]! : length;
  });
};

/** J's change by a unit of a kinked coordinate. */
const changeOf = (kinked: Float64Array, noise: number): number => {
  const usual = medianOf(kinked);
  const least = kinked.reduce((a, b) => Math.min(a, b), Infinity);
  return Math.min(usual, Math.max(least, FAINTEST * usual, VISIBLE * noise));
};
