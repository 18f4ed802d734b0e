import { InputError } from '@gradproof/model';
import { answered } from '../../async/answered.ts';
import { createEventLoopYielder } from '../../async/event-loop-yield.ts';
import type { FunctionProblem } from '../../contract/problem.ts';

/** J at several points, in order. */
export type Costs = (points: readonly Float64Array[]) => Promise<ArrayLike<number>>;

/**
 * J at several points that only a finding asks for: NaN where it throws, or answers too late. Of a batch that throws each point is asked for alone. Rejects with
 * the signal's reason once it is aborted.
 */
export const answeredCosts = (problem: FunctionProblem, signal?: AbortSignal): Costs => {
  const together = costsOf(problem, signal);
  const alone = costsOf({ ...problem, costs: undefined }, signal);
  return async (points) => {
    const values = problem.costs ? await answered(() => together(points), signal) : null;
    if (values) return values;
    const separate = new Float64Array(points.length);
    for (const [k, point] of points.entries())
      separate[k] = (await answered(() => alone([point]), signal))?.[0] ?? NaN;
    return separate;
  };
};

/** J at several points by the problem's batched cost where it has one, else one after the other. Yields to timers; rejects with the signal's reason once it is aborted. */
export const costsOf = ({ cost, costs }: FunctionProblem, signal?: AbortSignal): Costs => {
  const yielder = createEventLoopYielder(signal);
  if (costs) {
    return async (points) => {
      if (yielder.isDue()) await yielder.pause();
      signal?.throwIfAborted();
      const values = await costs(points);
      if (values.length === points.length) return values;
      throw new InputError(
        `costs() returned ${values.length} values for ${points.length} points; it must return one each, in order.`,
      );
    };
  }
  return async (points) => {
    const values = new Float64Array(points.length);
    for (const [k, point] of points.entries()) {
      if (yielder.isDue()) await yielder.pause();
      signal?.throwIfAborted();
      const value = cost(point);
      values[k] = typeof value === 'number' ? value : await value;
    }
    return values;
  };
};
