import type { Problem } from '../contract/problem.ts';

/** A real-valued function of θ and the gradient that is to be proved right. */
export type ScalarFunction = WholeFunction | OutputFunction;

/** The one value of a function: its cost, or its outputs' projection. */
export interface WholeFunction extends ClaimedGradient {
  readonly kind: 'whole';
}

/** One output of a function that has many. */
export interface OutputFunction extends ClaimedGradient {
  readonly kind: 'output';
  /** Which one: `y[2]`. */
  readonly name: string;
}

/** A problem and the gradient that someone claims it has. */
interface ClaimedGradient {
  readonly problem: Problem;
  /** Computes or reads the gradient to be checked, [P]. */
  readonly gradient: () => Promise<Float64Array>;
  /** The same at any θ, where it is a function of θ and not numbers. */
  readonly gradientAt?: ((theta: Float64Array) => Promise<Float64Array>) | undefined;
  /** J(θ) as the user's own code has it; refused when ours is another. */
  readonly costValue?: number | undefined;
}
