import type { Problem } from '../contract/problem.ts';

/** A real-valued function of θ and the gradient that is to be proved right. */
export interface ScalarFunction {
  /** Of which output, where a function has many: `y[2]`; null where there is only one value. */
  readonly name: string | null;
  readonly problem: Problem;
  /** Computes or reads the gradient to be checked, [P]. */
  readonly gradient: () => Promise<Float64Array>;
  /** The same at any θ, where it is a function of θ and not numbers. */
  readonly gradientAt?: ((theta: Float64Array) => Promise<Float64Array>) | undefined;
  /** J(θ) as the user's own code has it; refused when ours is another. */
  readonly costValue?: number | undefined;
}
