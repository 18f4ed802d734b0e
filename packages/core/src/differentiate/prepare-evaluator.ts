import type { Baseline } from '../contract/baseline.ts';
import type { Engine, Evaluator } from '../contract/engine.ts';
import type { ResolvedOptions } from '../contract/options.ts';
import { createAdaptiveEvaluator } from './adaptive/adaptive-evaluator.ts';

/**
 * What differentiates J: the engine or, where steps are searched, the search over the problem's own cost.
 *
 * @param engine The engine that the problem is prepared on.
 * @param baseline The problem as it is differentiated, J(θ), its noise, and what of it a search needs to know.
 * @param options The method, and whether steps are searched.
 * @returns The evaluator; whoever asks for it disposes of it.
 * @throws InputError when the engine can't do the problem or the method.
 */
export const prepareEvaluator = async (
  engine: Engine,
  baseline: Pick<Baseline, 'problem' | 'cost' | 'costNoise' | 'size' | 'single' | 'precision'>,
  { method, adaptive }: Pick<ResolvedOptions, 'method' | 'adaptive'>,
): Promise<Evaluator> => {
  const { problem, cost, costNoise: sigma, size, single, precision } = baseline;
  const evaluator = await engine.prepare(problem, method);
  if (!adaptive || problem.kind !== 'function') return evaluator;
  await evaluator.dispose();
  return createAdaptiveEvaluator(problem, { cost, sigma, size, single, precision });
};
