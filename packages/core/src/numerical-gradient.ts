import {
  coordinateName,
  dictionaryToVector,
  vectorToDictionary,
  withFloat64Leaves,
  type ParameterTree,
} from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';
import { both } from './both.ts';
import { centralDifference } from './central-difference.ts';
import { refuseLostSteps, resolveOptions, type CheckOptions } from './check-options.ts';
import { costOfVector, type GradientProblem } from './check-gradient.ts';
import type { Method } from './engine.ts';
import { prepareEvaluator } from './function/prepare-evaluator.ts';
import { medianStep, mergeSearches, type StepSearch } from './function/step-search.ts';
import { groundOf } from './ground.ts';
import type { Problem } from './problem.ts';
import { runShards } from './run-shards.ts';
import type { Shard } from './shards.ts';
import { createFunctionEngine } from './textbook/function-engine.ts';
import { truncationOf } from './verdict/second-look.ts';

/** A gradient by differences of J, and how it was found. */
export interface NumericalGradient {
  /** gradapprox, [P]; at a kink the derivative from its left (incremental), as frameworks take it, or the mean of both sides (functions). */
  readonly gradapprox: Float64Array;
  readonly method: Method;
  /** The step; the median of the steps where each coordinate has its own. */
  readonly epsilon: number;
  /** J(θ). */
  readonly cost: number;
  /** Coordinates at a kink, that have no derivative. */
  readonly oneSided: readonly number[];
}

/** How it is differentiated: what a check takes, but for what only judging needs. */
export type DifferentiateOptions = Omit<CheckOptions, 'threshold' | 'coverage' | 'onEstimate'>;

/**
 * Differentiates J numerically at every coordinate. Throws InputError for what can't be used and where J isn't finite, the signal's
 * reason, and Error when the incremental method contradicts its control.
 */
export const differentiateProblem = async (
  problem: Problem,
  options: DifferentiateOptions = {},
): Promise<NumericalGradient> => {
  const { layout, theta } = problem;
  const { engine = createFunctionEngine(), signal, onProgress } = options;
  const resolved = resolveOptions(options, await engine.describe(), problem);
  const { method, epsilon } = resolved;
  signal?.throwIfAborted();
  if (method === 'textbook' && !resolved.adaptive) refuseLostSteps(layout, theta, epsilon);
  const began = performance.now();
  const ground = await groundOf(problem, resolved, signal);
  const { cost, control, sample } = ground;
  const evaluator = await prepareEvaluator(engine, ground, resolved);
  try {
    const gradapprox = new Float64Array(layout.size);
    const oneSided: number[] = [];
    let searched: StepSearch | null = null;
    let done = 0;
    const run = async (shard: Shard) => {
      const { values, kinks, search } = await evaluator.coordinateDifferences(shard, epsilon, signal);
      searched = mergeSearches(searched, search ?? null);
      gradapprox.set(centralDifference(values, epsilon), shard.start);
      oneSided.push(...kinks.oneSided.map(({ coordinate }) => coordinate));
    };
    const progress = ({ start, end }: Shard) => {
      done += end - start;
      onProgress?.({ checked: done, coordinates: layout.size, seconds: (performance.now() - began) / 1000 });
    };
    const [, measured] = await both(
      runShards(problem, method, evaluator, run, progress),
      control?.measure(sample, signal) ?? null,
    );
    const bad = gradapprox.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0)
      throw new InputError(
        `J is not finite near ${coordinateName(layout, bad)} (J(θ) = ${cost}): it has no gradient there.`,
      );
    const entries = sample
      .filter((coordinate) => !oneSided.includes(coordinate))
      .map((coordinate) => ({ coordinate, gradapprox: gradapprox[coordinate]! }));
    const compared = await measured?.compare(entries, (coordinate, own) =>
      truncationOf(evaluator, { coordinate, gradapprox: own }, epsilon, signal),
    );
    if (compared && compared.disagreeing.length > 0)
      throw new Error(
        'The incremental method contradicts the textbook formula; --method textbook does without it',
      );
    const taken = searched && medianStep(searched);
    return { gradapprox, method, epsilon: taken ?? epsilon, cost, oneSided: oneSided.sort((a, b) => a - b) };
  } finally {
    await evaluator.dispose();
  }
};

/** The numerical gradient of any cost function, in the form of its parameters, by differences with a step for each coordinate. Throws InputError, and whatever the cost throws. */
export const numericalGradient = async <Parameters extends ParameterTree>(
  { parameters, cost }: Pick<GradientProblem<Parameters>, 'parameters' | 'cost'>,
  options: DifferentiateOptions = {},
): Promise<Parameters> => {
  const { theta, layout } = dictionaryToVector(parameters);
  const handed = withFloat64Leaves(layout);
  const problem = {
    kind: 'function' as const,
    layout,
    theta,
    cost: costOfVector(cost, (vector) => vectorToDictionary(vector, handed) as Parameters),
  };
  const { gradapprox } = await differentiateProblem(problem, options);
  return vectorToDictionary(gradapprox, handed) as Parameters;
};
