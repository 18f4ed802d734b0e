import { backwardPropagation, forwardPropagation } from '@gradproof/model';
import { coordinatePairs, evaluateSync } from '../differentiate/textbook/central-pairs.ts';
import { centralDifference } from '../numerics/central-difference.ts';
import { differenceOf } from './difference-of.ts';
import { printClassicVerdict } from './message.ts';

/**
 * The exercise's one-dimensional check of J = θx.
 *
 * @param x The input.
 * @param theta The parameter, at which the gradient is checked.
 * @param epsilon ε of the central difference.
 * @param printMsg Whether to print the exercise's verdict.
 * @returns The difference, formula (2).
 * @example
 * ```ts
 * import { gradientCheck } from '@gradproof/core';
 *
 * const difference = gradientCheck(2, 4);
 * console.log(difference < 2e-7); // true
 * ```
 */
export const gradientCheck = (x: number, theta: number, epsilon = 1e-7, printMsg = false): number => {
  const point = Float64Array.of(theta);
  const pairs = coordinatePairs(point, { start: 0, end: 1 }, epsilon);
  const gradapprox = centralDifference(
    evaluateSync(pairs, (moved) => forwardPropagation(x, moved[0]!)),
    epsilon,
  );
  const difference = differenceOf(Float64Array.of(backwardPropagation(x, theta)), gradapprox);
  if (printMsg) printClassicVerdict(difference);
  return difference;
};
