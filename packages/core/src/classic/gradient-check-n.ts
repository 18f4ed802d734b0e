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
 * The exercise's check of the three-layer network: parameters W1, b1, … b3, gradients dW1, db1, … db3 (others are ignored),
 * X [n₀, m], Y [1, m]. Returns the difference, formula (2); prints the verdict if asked. Throws InputError for shapes that don't fit.
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
