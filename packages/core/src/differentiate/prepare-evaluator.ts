import type { Baseline } from '../contract/baseline.ts';
import type { Engine, Evaluator } from '../contract/engine.ts';
import type { ResolvedOptions } from '../contract/options.ts';
import { createAdaptiveEvaluator } from './adaptive/adaptive-evaluator.ts';

/** What differentiates J: the engine or, where steps are searched, the search over the problem's own cost. Throws InputError when the engine can't do the problem. */
export const prepareEvaluator = async (
  engine: Engine,
  { problem, cost, costNoise: noise }: Pick<Baseline, 'problem' | 'cost' | 'costNoise'>,
  { method, adaptive }: Pick<ResolvedOptions, 'method' | 'adaptive'>,
): Promise<Evaluator> => {
  const evaluator = await engine.prepare(problem, method);
  if (!adaptive || problem.kind !== 'function') return evaluator;
  await evaluator.dispose();
  return createAdaptiveEvaluator(problem, { cost, sigma: noise });
};
