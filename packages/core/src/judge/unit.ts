import type { Aggregate } from '../contract/sums.ts';
import { scaledNorm, type SumOfSquares } from '../numerics/sum-of-squares.ts';

/** Norms up to 2^LARGEST, their sums and their products with what a verdict multiplies them by don't overflow. */
const LARGEST = 900;

/** The power of two that all norms of a verdict are measured in: 1, but where they would overflow. The rule is the same in any unit. */
export interface Unit {
  /** √(Σ x²) in this unit. */
  readonly norm: (sum: SumOfSquares) => number;
  /** How many of it make 1; a power of two. */
  readonly perOne: number;
}

/** The unit in which no norm of the check overflows. */
export const unitOf = ({ tensors }: Pick<Aggregate, 'tensors'>): Unit => {
  const exponents = tensors.flatMap(({ grad, gradapprox }) => [grad.exponent, gradapprox.exponent]);
  const largest = exponents.reduce((most, exponent) => Math.max(most, exponent), 0);
  const exponent = largest > LARGEST ? largest : 0;
  return {
    norm: (sum) => {
      const { mantissa, exponent: own } = scaledNorm(sum);
      return mantissa === 0 ? 0 : mantissa * 2 ** (own - exponent);
    },
    perOne: 2 ** -exponent,
  };
};
