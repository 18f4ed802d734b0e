import type { Baseline } from '../contract/baseline.ts';
import type { Engine, Evaluator } from '../contract/engine.ts';
import type { ResolvedOptions } from '../contract/options.ts';
import type { ControlResult } from '../differentiate/control/compare-with-control.ts';
import { createRoundingAlong } from '../differentiate/incremental/rounding-along.ts';
import { kindOfProblem } from '../differentiate/problem-kinds/kind-of-problem.ts';
import { controlSlopes } from './control-slopes.ts';
import { createEngineSlopes } from './engine-slopes.ts';
import { createFunctionSlopes } from './function-slopes.ts';
import { createGivenStepSlopes } from './given-step-slopes.ts';
import { withSearchedBounds } from './searched-bounds.ts';
import type { Slopes } from './slopes.ts';

/** Slopes made ready. */
export interface PreparedSlopes {
  readonly slopes: Slopes;
  /** The second opinion on increments; null for values. */
  readonly control: () => Promise<ControlResult | null>;
  readonly evaluator: Evaluator;
}

type Stepping = Pick<ResolvedOptions, 'method' | 'epsilon' | 'probesSearch'>;

const slopesBy = (
  evaluator: Evaluator,
  baseline: Baseline,
  { method, epsilon, probesSearch }: Stepping,
  signal: AbortSignal | undefined,
): Omit<PreparedSlopes, 'evaluator'> => {
  const { problem, cost, costNoise: noise, size, single } = baseline;
  if (method === 'incremental' && problem.kind === 'layered') {
    const increments = { evaluator, roundingAlong: createRoundingAlong(problem), epsilon };
    const slopes = createEngineSlopes(increments, signal);
    return { slopes, control: () => controlSlopes(baseline, slopes, increments, signal) };
  }
  const control = () => Promise.resolve(null);
  if (!probesSearch)
    return { slopes: createGivenStepSlopes({ evaluator, epsilon, sigma: noise }, signal), control };
  const slopes = createFunctionSlopes(
    kindOfProblem(problem).asFunction(problem),
    { cost, sigma: noise, size, single },
    signal,
  );
  return { slopes: withSearchedBounds(slopes), control };
};

/** Slopes for probing: an engine's increments (incremental), else from values of J, a layered network's too, with the step given or their own. The evaluator is the caller's to dispose of. */
export const createSlopes = async (
  engine: Engine,
  baseline: Baseline,
  stepping: Stepping,
  signal: AbortSignal | undefined,
): Promise<PreparedSlopes> => {
  const evaluator = await engine.prepare(baseline.problem, stepping.method);
  try {
    return { ...slopesBy(evaluator, baseline, stepping, signal), evaluator };
  } catch (error) {
    await evaluator.dispose();
    throw error;
  }
};
