import type { FunctionProblem } from '../../contract/problem.ts';
import { guardCost } from '../adaptive/guarded-cost.ts';
import type { ProblemKind } from './problem-kind.ts';

/** Any function of θ: code that nobody can look into. */
export const anyFunction: ProblemKind<FunctionProblem> = {
  asFunction: (problem) => problem,
  costRounding: () => 0,
  costRoundingIn: () => 0,
  examples: () => 1,
  passOperations: ({ layout }) => layout.size,
  incrementalWork: null,
  searchesSteps: true,
  guarded: guardCost,
};
