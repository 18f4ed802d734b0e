import { innerProduct } from '../../numerics/direction.ts';
import { type Neighbourhood, patternOn, slopeErrorAlong, toleranceAlong } from './neighbourhood.ts';
import { oneSidedSlopes } from './slopes-near.ts';

/** Patterns of signs along which the slopes must add up: of two tied coordinates one pattern in two shows it, so one pair in 4,096 is missed. */
const PATTERNS = 12;

/**
 * Whether J's one-sided slopes at θ add up over the coordinates (Σ ±|xᵢ|): then each has its own interval. Answers by how much they fail
 * to at the most, in J's change by unit; null where that is more than their errors.
 */
export const separability = async (place: Neighbourhood, tied: readonly number[]): Promise<number | null> => {
  const patterns = Array.from({ length: PATTERNS }, () => patternOn(place, tied));
  const slopes = await oneSidedSlopes(place, patterns);
  let largest = 0;
  for (const [k, v] of patterns.entries()) {
    const excess = Math.abs(slopes[k]! - sumOfSlopes(place, v));
    if (!(excess <= toleranceAlong(place, v, place.delta) + slopeErrorAlong(place, v))) return null;
    largest = Math.max(largest, excess);
  }
  return largest;
};

/** Σ D⁺(vᵢ·eᵢ). */
export const sumOfSlopes = ({ left, right }: Neighbourhood, v: Float64Array): number =>
  innerProduct(v.map((value, i) => (value > 0 ? right[i]! : left[i]!)), v); // prettier-ignore
