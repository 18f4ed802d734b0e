import type { FunctionProblem, Problem } from '../../contract/problem.ts';
import type { FloatName } from '../../numerics/float-formats.ts';
import type { TensorWork } from './tensor-work.ts';

/** All that is special of a kind of problem before it is judged: what J is, and how it may be differentiated. */
export interface ProblemKind<P extends Problem> {
  /** J by its values alone, in plain float64. */
  readonly asFunction: (problem: P) => FunctionProblem;
  /** The standard deviation of J's rounding as its formula lets expect it; 0 where only J's values tell. */
  readonly costRounding: (problem: P) => number;
  /** The standard deviation of what rounding in a precision does to J, beyond u of itself, as its formula lets expect it; 0 where nothing tells. */
  readonly costRoundingIn: (problem: P, precision: FloatName) => number;
  /** Examples that J is the mean over, as far as it says. */
  readonly examples: (problem: P) => number;
  /** Floating-point operations of one evaluation of J, about. */
  readonly passOperations: (problem: P) => number;
  /** Operations by tensor of the incremental method; null where nothing is known but J's values. */
  readonly incrementalWork: ((problem: P) => TensorWork[]) | null;
  /** Whether each coordinate's step is searched where none is given. */
  readonly searchesSteps: boolean;
  /** The problem with a cost that says where it threw. */
  readonly guarded: (problem: P, signal: AbortSignal | undefined) => P;
}
