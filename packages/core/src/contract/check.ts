import type { ClaimPrecision } from './gradient-precision.ts';
import type { Problem } from './problem.ts';

/** A problem and the gradient that is to be proved right. */
export interface Check {
  readonly problem: Problem;
  /** The gradient, [P], in the problem's layout. NaN and Infinity make it incorrect. */
  readonly grad: Float64Array;
  /** The gradient as a function of θ, where it is one: asked when `grad` is wrong, for whether it follows θ. */
  readonly gradientAt?: ((theta: Float64Array) => Float64Array | Promise<Float64Array>) | undefined;
  /** Whether one gradient takes a call of the user's code for each coordinate (forward mode): it is asked again only where the gradient seems wrong. */
  readonly isColumnwise?: boolean | undefined;
  /** J(θ) as the user's own code has it; refused when ours is another. */
  readonly costValue?: number | undefined;
  /** What the gradient's code computes in, where it was given or its arrays' type says it; absent where its numbers alone tell. */
  readonly gradientPrecision?: ClaimPrecision | undefined;
}
