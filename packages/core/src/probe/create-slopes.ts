import type { ResolvedOptions } from '../check-options.ts';
import type { Engine, Evaluator } from '../engine.ts';
import { costOf, type Ground } from '../ground.ts';
import { createEngineSlopes } from './engine-slopes.ts';
import { createFunctionSlopes } from './function-slopes.ts';
import type { Slopes } from './slopes.ts';

/** Slopes for probing: an engine's increments (incremental), else from values of J, a layered network's too. `dispose` frees what was prepared. */
export const createSlopes = async (
  engine: Engine,
  { problem, cost, noise }: Pick<Ground, 'problem' | 'cost' | 'noise'>,
  grad: Float64Array,
  { method, epsilon }: Pick<ResolvedOptions, 'method' | 'epsilon'>,
  signal: AbortSignal | undefined,
): Promise<{ readonly slopes: Slopes; readonly dispose: () => Promise<void> }> => {
  const prepared: Evaluator = await engine.prepare(problem, method);
  const dispose = () => prepared.dispose();
  if (method === 'incremental')
    return { slopes: createEngineSlopes(prepared, grad, epsilon, signal), dispose };
  const { layout, theta } = problem;
  const values =
    problem.kind === 'function'
      ? problem
      : { kind: 'function' as const, layout, theta, cost: costOf(problem) };
  return { slopes: createFunctionSlopes(values, { cost, sigma: noise }, signal), dispose };
};
