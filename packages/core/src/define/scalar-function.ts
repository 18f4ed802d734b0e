import type { ClaimPrecision } from '../contract/gradient-precision.ts';
import type { Problem } from '../contract/problem.ts';

/** A real-valued function of θ and the gradient that is to be proved right. */
export type ScalarFunction = WholeFunction | OutputFunction;

/** The one value of a function: its cost, or its outputs' projection. */
export interface WholeFunction extends ClaimedFunction {
  readonly kind: 'whole';
}

/** One output of a function that has many. */
export interface OutputFunction extends ClaimedFunction {
  readonly kind: 'output';
  /** Which one: `y[2]`. */
  readonly name: string;
}

/** A gradient that someone claims. */
export interface ClaimedGradient {
  /** [P] */
  readonly grad: Float64Array;
  /** Its precision, where it was given or the arrays' type says it. */
  readonly precision?: ClaimPrecision | undefined;
}

/** A problem and the gradient that someone claims it has. */
interface ClaimedFunction {
  readonly problem: Problem;
  /** Computes or reads the gradient to be checked. */
  readonly gradient: () => Promise<ClaimedGradient>;
  /** The same at any θ, where it is a function of θ and not numbers. */
  readonly gradientAt?: ((theta: Float64Array) => Promise<Float64Array>) | undefined;
  /** Whether that takes a call for each coordinate. */
  readonly isColumnwise?: boolean | undefined;
  /** J(θ) as the user's own code has it; refused when ours is another. */
  readonly costValue?: number | undefined;
}
