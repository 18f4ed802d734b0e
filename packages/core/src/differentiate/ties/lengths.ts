import { largestOf } from '../../numerics/vectors.ts';
import { medianOf } from '../../numerics/median.ts';
import type { TieQuestion } from './question.ts';

/** How many of its own lengths a small parameter may be moved: as far as one that is 0 is from its tensor's size (`coordinateScales`). */
const FARTHEST = 64;

/**
 * The unit of each coordinate: θᵢ + lengthᵢ·x. A unit is the size of the parameter's tensor, and shorter where that changes J more than the
 * median kink does: then the slopes by x of a J whose parameters are 10⁻⁶ and 10⁴ are comparable, and so are the moves that look for the
 * sides of a tie (max(x, 1000·y) is smooth along (1, 1/1000)). 0, so never moved, where a slope or the claim isn't finite.
 */
export const lengthsOf = ({ claim, left, right, scales, reaches }: TieQuestion): Float64Array => {
  const slopes = left.map((value, i) => Math.max(Math.abs(value), Math.abs(right[i]!)));
  const longest = scales.map((scale, i) => Math.min(reaches[i]!, FARTHEST * scale));
  const changes = slopes.map((slope, i) => slope * longest[i]!);
  const usual = medianOf(changes.filter((change, i) => change > 0 && left[i] !== right[i]));
  const most = usual > 0 ? usual : largestOf(changes.filter(Number.isFinite));
  return longest.map((length, i) => {
    if (!Number.isFinite(slopes[i]! + claim[i]!)) return 0;
    return changes[i]! > most ? most / slopes[i]! : length;
  });
};
