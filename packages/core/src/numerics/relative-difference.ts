import { scaledNorm, type ScaledNumber, type SumOfSquares } from './sum-of-squares.ts';

/** Three sums of squares over the same coordinates. */
export interface GradientSums {
  readonly grad: SumOfSquares;
  readonly gradapprox: SumOfSquares;
  /** Of grad − gradapprox. */
  readonly residual: SumOfSquares;
}

/** ‖grad − gradapprox‖ / (‖grad‖ + ‖gradapprox‖), formula (2); 0 when both gradients are zero, NaN when something isn't finite. */
export const relativeDifference = ({ grad, gradapprox, residual }: GradientSums): number => {
  const norms = [scaledNorm(residual), scaledNorm(grad), scaledNorm(gradapprox)] as const;
  const exponent = Math.max(...norms.filter(({ mantissa }) => mantissa !== 0).map((norm) => norm.exponent));
  const aligned = (norm: ScaledNumber) =>
    norm.mantissa === 0 ? 0 : norm.mantissa * 2 ** (norm.exponent - exponent);
  const denominator = aligned(norms[1]) + aligned(norms[2]);
  return denominator === 0 ? 0 : aligned(norms[0]) / denominator; // both gradients are zero: they agree
};
