import type { FunctionProblem } from '../problem.ts';
import { costError } from './cost-error.ts';

/**
 * The problem with a cost that says where it threw (CostError), unless the check was aborted: then its reason goes through as it is.
 */
export const guardCost = (problem: FunctionProblem, signal: AbortSignal | undefined): FunctionProblem => {
  const { layout, theta } = problem;
  const named = (point: Float64Array, cause: unknown) =>
    signal?.aborted ? cause : costError(layout, theta, point, cause);
  const cost = (point: Float64Array): number | Promise<number> => {
    try {
      const value = problem.cost(point);
      if (typeof value === 'number') return value;
      return value.catch((cause: unknown) => {
        throw named(point, cause);
      });
    } catch (cause) {
      throw named(point, cause);
    }
  };
  if (!problem.costs) return { ...problem, cost };
  const { costs } = problem;
  return {
    ...problem,
    cost,
    costs: async (points) => {
      try {
        return await costs(points);
      } catch (cause) {
        throw named(points[0]!, cause);
      }
    },
  };
};
