import { untilAborted } from '../../async/until-aborted.ts';
import type { FunctionProblem } from '../../contract/problem.ts';
import { CostError, costError } from './cost-error.ts';
import { isolateThrowingCoordinate } from './isolate-throwing-coordinate.ts';

/**
 * The problem with a cost that says where it threw (CostError), by a single parameter where one suffices; unless the check was aborted:
 * then its reason goes through as it is, whether the cost answers or not.
 *
 * @param problem The function, with its cost as the user gave it.
 * @param signal Ends the check early.
 * @returns The same problem, its cost and batched cost guarded.
 */
export const guardCost = (problem: FunctionProblem, signal: AbortSignal | undefined): FunctionProblem => {
  const cost = guardedCost(problem, signal);
  return problem.costs
    ? { ...problem, cost, costs: guardedCosts(problem, problem.costs, signal) }
    : { ...problem, cost };
};

const guardedCost =
  (problem: FunctionProblem, signal: AbortSignal | undefined): FunctionProblem['cost'] =>
  (point) => {
    const rethrow = (cause: unknown) => throwLocated(problem, point, cause, signal);
    try {
      const value = problem.cost(point);
      return typeof value === 'number' ? value : untilAborted(value, signal).catch(rethrow);
    } catch (cause) {
      return rethrow(cause);
    }
  };

const guardedCosts =
  (
    problem: FunctionProblem,
    costs: NonNullable<FunctionProblem['costs']>,
    signal: AbortSignal | undefined,
  ): NonNullable<FunctionProblem['costs']> =>
  async (points) => {
    try {
      return await untilAborted(Promise.resolve(costs(points)), signal);
    } catch (cause) {
      if (signal?.aborted) throw cause;
      await throwAtItsPoint(problem, points, cause, signal);
      return throwLocated(problem, points[0]!, cause, signal);
    }
  };

/** Throws what the cost threw at the point, with its place; the cause itself when the check was aborted. */
const throwLocated = async (
  { cost, layout, theta }: FunctionProblem,
  point: Float64Array,
  cause: unknown,
  signal: AbortSignal | undefined,
): Promise<never> => {
  if (signal?.aborted) throw cause;
  const alone = await isolateThrowingCoordinate(cost, theta, point);
  throw costError(layout, theta, point, cause, alone);
};

/**
 * Evaluates the points of a batch one by one: the error then names the one at which the cost throws; unless it throws the same object as
 * the batch did, and so fails everywhere. Resolves where none throws.
 */
const throwAtItsPoint = async (
  problem: FunctionProblem,
  points: readonly Float64Array[],
  batchCause: unknown,
  signal: AbortSignal | undefined,
): Promise<void> => {
  for (const point of points) {
    try {
      await problem.cost(point);
    } catch (cause) {
      if (cause !== batchCause) await throwLocated(problem, point, cause, signal);
      const place = `at one of ${points.length} points near θ`;
      throw new CostError(place, problem.theta.slice(), null, batchCause);
    }
  }
};
