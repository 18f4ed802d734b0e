import {
  dictionaryToVector,
  gradientsToVector,
  type ParameterTree,
  vectorToDictionary,
} from '@gradproof/flatteners';
import { forwardPropagationN, type MatrixLike, type ThreeLayerParameters } from '@gradproof/model';
import { coordinatePairs, evaluateSync } from '../differentiate/textbook/central-pairs.ts';
import { centralDifference } from '../numerics/central-difference.ts';
import { differenceOf } from './difference-of.ts';
import { printClassicVerdict } from './message.ts';

/**
 * The exercise's check of the three-layer network.
 *
 * @param parameters W1, b1, W2, b2, W3, b3.
 * @param gradients dW1, db1, … dW3, db3, each of the shape of its parameter; others are ignored.
 * @param X Inputs, [n₀, m]: an example is a column.
 * @param Y Labels, [1, m].
 * @param epsilon ε of the central difference.
 * @param printMsg Whether to print the exercise's verdict.
 * @returns The difference, formula (2).
 * @throws InputError for shapes that don't fit, and for what is missing.
 * @example
 * ```ts
 * import { gradientCheckN } from '@gradproof/core';
 * import { backwardPropagationN, forwardPropagationN } from '@gradproof/model';
 *
 * const X = [[0.5, -1.2, 0.8], [1.5, 0.3, -0.7]];
 * const Y = [[1, 0, 1]];
 * const parameters = {
 *   W1: [[0.4, 0.3], [-0.2, 0.5]], b1: [[0.1], [0.2]],
 *   W2: [[0.6, -0.1], [0.3, 0.7]], b2: [[0.2], [0.1]],
 *   W3: [[0.5, -0.4]], b3: [[0.3]],
 * };
 * const [, cache] = forwardPropagationN(X, Y, parameters);
 * const gradients = backwardPropagationN(X, Y, cache);
 * console.log(gradientCheckN(parameters, { ...gradients }, X, Y) < 2e-7); // true
 * console.log(gradientCheckN(parameters, { ...gradients, db3: [[1]] }, X, Y) < 2e-7); // false
 * ```
 */
export const gradientCheckN = (
  parameters: ThreeLayerParameters,
  gradients: ParameterTree,
  X: MatrixLike,
  Y: MatrixLike,
  epsilon = 1e-7,
  printMsg = false,
): number => {
  const { theta, layout } = dictionaryToVector(parameters);
  const grad = gradientsToVector(gradients, layout);
  const costAt = (vector: Float64Array) =>
    forwardPropagationN(X, Y, vectorToDictionary(vector, layout) as ThreeLayerParameters)[0];
  const pairs = coordinatePairs(theta, { start: 0, end: layout.size }, epsilon);
  const difference = differenceOf(grad, centralDifference(evaluateSync(pairs, costAt), epsilon));
  if (printMsg) printClassicVerdict(difference);
  return difference;
};
