import { InputError } from '@gradproof/model';
import type { FunctionProblem } from '../contract/problem.ts';
import { refuseOtherFunction } from './assert-same-function.ts';

/**
 * Whether J(θ) differs because `costs` sums in another order than `cost`, which gives its own value again. Throws InputError when that
 * difference is more than rounding.
 */
export const refuseOtherBatch = async (
  { cost, costs, theta }: FunctionProblem,
  byCost: number,
  byCosts: number,
): Promise<boolean> => {
  if (!costs || (await cost(Float64Array.from(theta))) !== byCost) return false;
  refuseOtherFunction(byCost, 'costs', byCosts);
  return true;
};

/** How far the point beside θ lies, in the scales of its coordinates: so far that J differs by more than rounding. */
const BESIDE = 2 ** -10;

/** J(θ) beside another point is off by more than this part of J, and of the difference to that point's: it is no rounding. */
const [ROUNDING, LARGEST_REST] = [1e-6, 0.1];

/**
 * Throws InputError when `costs` gives θ another value beside another point than `alone`: the values are in another order, or of the last point.
 * Returns how many evaluations that took. Of a cost that is random or keeps state it says nothing.
 */
export const refuseOtherOrder = async (
  { costs, theta }: Pick<FunctionProblem, 'costs' | 'theta'>,
  scales: Float64Array,
  alone: number,
): Promise<number> => {
  if (!costs) return 0;
  const beside = theta.map((value, i) => value + (i % 2 === 0 ? BESIDE : -BESIDE) * scales[i]!);
  const firstOf = async (...points: Float64Array[]) =>
    (await costs(points.map((point) => point.slice())))[0]!;
  const first = await firstOf(theta, beside);
  const off = Math.abs(first - alone);
  if (!(off > ROUNDING * Math.max(Math.abs(first), Math.abs(alone)))) return 2;
  const [there, again] = [await firstOf(beside), await firstOf(theta)];
  if (again !== alone || !(off > LARGEST_REST * Math.abs(there - alone))) return 4;
  throw new InputError(
    `costs gives J(θ) = ${alone} for θ alone, but ${first} for θ as the first of two points. It must return one cost for each point, in their order.`,
  );
};
