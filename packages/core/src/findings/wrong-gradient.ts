import type { FunctionProblem } from '../contract/problem.ts';
import type { Totals } from '../contract/sums.ts';

/** A wrong gradient of a function, and what it was found with. */
export interface WrongGradient {
  readonly problem: FunctionProblem;
  readonly grad: Float64Array;
  /** The gradient as a function of θ, where it was given as one. */
  readonly gradientAt?: ((theta: Float64Array) => Float64Array | Promise<Float64Array>) | undefined;
  readonly sigma: number;
  /** The largest difference that is called correct. */
  readonly threshold: number;
  readonly totals: Totals;
  readonly seed: number;
}
