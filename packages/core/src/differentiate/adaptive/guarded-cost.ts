import { untilAborted } from '../../async/until-aborted.ts';
import type { FunctionProblem } from '../../contract/problem.ts';
import { CostError, costError } from './cost-error.ts';
import { blame } from './isolate-throwing-coordinate.ts';

/**
 * The problem with a cost that says where it threw (CostError), by a single parameter where one suffices; unless the check was aborted:
 * then its reason goes through as it is, whether the cost answers or not.
 */
export const guardCost = (problem: FunctionProblem, signal: AbortSignal | undefined): FunctionProblem => {
  const { layout, theta, costs } = problem;
  const rethrow = async (point: Float64Array, cause: unknown): Promise<never> => {
    if (signal?.aborted) throw cause;
    const found = await blame(problem.cost, theta, { point, cause });
    throw costError(layout, theta, found.point, found.cause);
  };
  const cost = (point: Float64Array): number | Promise<number> => {
    try {
      const value = problem.cost(point);
      if (typeof value === 'number') return value;
      return untilAborted(value, signal).catch((cause: unknown) => rethrow(point, cause));
    } catch (cause) {
      return rethrow(point, cause);
    }
  };
  if (!costs) return { ...problem, cost };
  /** One by one, the point that it threw at has a name; unless what it was asked for together has ended it for good. */
  const findThrowing = async (points: readonly Float64Array[], cause: unknown): Promise<void> => {
    for (const point of points) {
      try {
        await problem.cost(point);
      } catch (own) {
        if (own !== cause) await rethrow(point, own);
        throw new CostError(`at one of ${points.length} points near θ`, theta.slice(), null, cause);
      }
    }
  };
  const together = async (points: readonly Float64Array[]): Promise<ArrayLike<number>> => {
    try {
      return await untilAborted(Promise.resolve(costs(points)), signal);
    } catch (cause) {
      if (signal?.aborted) throw cause;
      await findThrowing(points, cause);
      return rethrow(points[0]!, cause);
    }
  };
  return { ...problem, cost, costs: together };
};
