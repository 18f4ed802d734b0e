import { InputError } from '@gradproof/model';
import type { FunctionProblem } from '../problem.ts';

/** `cost` and `costs` that differ by more than this, relatively, are different functions. */
const AGREEMENT = 1e-6;

/**
 * Whether J(θ) differs because `costs` sums in another order than `cost`, which gives its own value again. Throws InputError when that
 * difference is more than rounding: whichever of the two is meant, the other would be differentiated.
 */
export const refuseOtherBatch = async (
  { cost, costs, theta }: FunctionProblem,
  byCost: number,
  byCosts: number,
): Promise<boolean> => {
  if (!costs || (await cost(Float64Array.from(theta))) !== byCost) return false;
  if (Math.abs(byCosts - byCost) <= AGREEMENT * Math.max(Math.abs(byCosts), Math.abs(byCost))) return true;
  throw new InputError(
    `cost gives J(θ) = ${byCost}, but costs gives ${byCosts} for the same θ. They must compute the same function, one point at a time and many.`,
  );
};
