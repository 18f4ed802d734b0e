import { InputError } from '@gradproof/model';
import { answered } from '../async/answered.ts';
import type { FunctionProblem } from '../contract/problem.ts';
import { assertSameFunction } from './assert-same-function.ts';

/** How far the point beside θ lies, in the scales of its coordinates: so far that J differs by more than rounding. */
const BESIDE = 2 ** -10;

/** J(θ) beside another point may be off by this part of J: costs that are computed together may round otherwise, also in float32. */
const ROUNDING = 1e-6;

/** It may be off by this part of the difference to the other point's, too: values in another order are off by all of it. */
const LARGEST_PART = 0.1;

/**
 * Whether J(θ) differs because `costs` sums in another order than `cost`, which gives its own value again. Throws InputError when that
 * difference is more than rounding.
 */
export const assertSameBatch = async (
  { cost, costs, theta }: FunctionProblem,
  byCost: number,
  byCosts: number,
): Promise<boolean> => {
  if (!costs || (await cost(Float64Array.from(theta))) !== byCost) return false;
  assertSameFunction(byCost, 'costs', byCosts);
  return true;
};

/**
 * Throws InputError when `costs` gives θ another value beside another point than `alone`: the values are in another order, or of the last point.
 * Returns how many evaluations that took. A cost that is random or keeps state is not refused here.
 */
export const assertSameOrder = async (
  { costs, theta }: Pick<FunctionProblem, 'costs' | 'theta'>,
  scales: Float64Array,
  alone: number,
  signal: AbortSignal | undefined,
): Promise<number> => {
  if (!costs) return 0;
  const beside = theta.map((value, i) => value + (i % 2 === 0 ? BESIDE : -BESIDE) * scales[i]!);
  const firstOf = async (...points: Float64Array[]) =>
    (await costs(points.map((point) => point.slice())))[0]!;
  const first = await answered(() => firstOf(theta, beside), signal);
  if (first === null) return 2; // the point beside θ is outside of J's domain
  const off = Math.abs(first - alone);
  if (!(off > ROUNDING * Math.max(Math.abs(first), Math.abs(alone)))) return 2;
  const there = await answered(() => firstOf(beside), signal);
  if (there === null) return 4;
  const again = await firstOf(theta);
  if (again !== alone || !(off > LARGEST_PART * Math.abs(there - alone))) return 4;
  throw new InputError(
    `costs gives J(θ) = ${alone} for θ alone, but ${first} for θ as the first of two points. It must return one cost for each point, in their order.`,
  );
};
