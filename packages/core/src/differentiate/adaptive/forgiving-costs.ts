import type { FunctionProblem } from '../../contract/problem.ts';
import { CostError } from './cost-error.ts';
import { type Costs, costsOf } from './evaluate-points.ts';

/** J at several points, NaN where it throws, and what it threw. */
export interface ForgivingCosts {
  readonly costs: Costs;
  /** The first that was thrown with this coordinate alone moved, or with several (null); undefined where nothing was. */
  readonly thrownAt: (coordinate: number | null) => CostError | undefined;
}

/** J as it is searched for slopes: beyond the edge of its domain it may throw, and the side on which it doesn't decides. */
export const forgivingCosts = (problem: FunctionProblem, signal?: AbortSignal): ForgivingCosts => {
  const together = costsOf(problem, signal);
  const alone = costsOf(
    { kind: 'function', layout: problem.layout, theta: problem.theta, cost: problem.cost },
    signal,
  );
  const thrown = new Map<number | null, CostError>();
  const note = (error: CostError): void => {
    if (!thrown.has(error.coordinate)) thrown.set(error.coordinate, error);
  };
  const oneByOne = async (points: readonly Float64Array[], first: CostError): Promise<number[]> => {
    const values: number[] = [];
    let isEverywhere = true;
    for (const point of points) {
      const answer = await orThrown(alone([point]));
      isEverywhere &&= answer instanceof CostError && answer.cause === first.cause;
      if (answer instanceof CostError) note(answer);
      values.push(answer instanceof CostError ? NaN : answer[0]!);
    }
    if (isEverywhere && points.length > 1) throw first; // whatever computes it is gone
    return values;
  };
  const costs: Costs = async (points) => {
    const answer = await orThrown(together(points));
    return answer instanceof CostError ? oneByOne(points, answer) : answer;
  };
  return { costs, thrownAt: (coordinate) => thrown.get(coordinate) };
};

const orThrown = <Value>(answer: Promise<Value>): Promise<Value | CostError> =>
  answer.catch((error: unknown) => {
    if (error instanceof CostError) return error;
    throw error;
  });
