import type { FunctionProblem } from '../problem.ts';

/** A real-valued function of θ and the gradient that is to be proved right. */
export interface ScalarFunction {
  /** Of which output, where a function has many: `y[2]`; null where there is only one value. */
  readonly name: string | null;
  readonly problem: FunctionProblem;
  /** Computes the gradient to be checked, [P]. */
  readonly gradient: () => Promise<Float64Array>;
}
