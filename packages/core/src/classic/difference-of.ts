import { relativeDifference } from '../numerics/relative-difference.ts';
import { sumOfSquares } from '../numerics/sum-of-squares.ts';

/** Formula (2) of two whole gradients. */
export const differenceOf = (grad: Float64Array, gradapprox: Float64Array): number =>
  relativeDifference({
    grad: sumOfSquares(grad),
    gradapprox: sumOfSquares(gradapprox),
    residual: sumOfSquares(grad.map((g, i) => g - gradapprox[i]!)),
  });
