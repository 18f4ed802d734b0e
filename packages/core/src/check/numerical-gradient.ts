import { coordinateName, type Layout, type ParameterTree } from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';
import { allSettledOrThrow } from '../async/all-settled.ts';
import { runAll } from '../compare/runs/run-all.ts';
import { coordinatesOf, differentiateRun, type PartialDerivatives, type Run } from '../compare/runs/run.ts';
import type { Baseline } from '../contract/baseline.ts';
import type { ControlMeasurement } from '../contract/control.ts';
import type { Method } from '../contract/engine.ts';
import type { CheckOptions } from '../contract/options.ts';
import type { Problem } from '../contract/problem.ts';
import { medianStep, mergeSearches, type StepSearch } from '../contract/step-search.ts';
import { assertHasCost } from '../define/assert-definition.ts';
import { costFunction, type CostOnly } from '../define/cost-function.ts';
import { givenKeys } from '../define/given-keys.ts';
import { compareWithControl } from '../differentiate/control/compare-with-control.ts';
import { createTruncationAt, type TruncationAt } from '../differentiate/control/truncation.ts';
import { prepareEvaluator } from '../differentiate/prepare-evaluator.ts';
import { createFunctionEngine } from '../differentiate/textbook/function-engine.ts';
import { assertProblem } from './assert-check.ts';
import { assertOptions } from './assert-options.ts';
import { assertStepsRepresentable, resolveOptions } from './check-options.ts';
import { measureBaseline } from './measure-baseline.ts';

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
export type DifferentiateOptions = Omit<CheckOptions, (typeof JUDGING)[number]>;

/** What it doesn't take. */
const JUDGING = ['threshold', 'gradientPrecision', 'coverage', 'onEstimate', 'onGradapprox'] as const;

/** What every coordinate's derivative is written to as runs end, in any order. */
const collect = (size: number) => {
  const gradapprox = new Float64Array(size);
  const errors = new Float64Array(size);
  const oneSided: number[] = [];
  let search: StepSearch | null = null;
  const take = ({ shard, derivatives }: PartialDerivatives): void => {
    const { values, errorBound, kinks } = derivatives;
    search = mergeSearches(search, derivatives.search ?? null);
    gradapprox.set(values, shard.start);
    if (errorBound) errors.set(errorBound, shard.start);
    for (const { coordinate } of kinks.oneSided) oneSided.push(coordinate);
  };
  return { gradapprox, errors, oneSided, take, medianStep: () => search && medianStep(search) };
};

type Collected = ReturnType<typeof collect>;

const assertDifferentiable = (layout: Layout, cost: number, gradapprox: Float64Array): void => {
  const bad = gradapprox.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  throw new InputError(
    `J is not finite near ${coordinateName(layout, bad)} (J(θ) = ${cost}): it has no gradient there.`,
  );
};

/** Throws Error when the control, where there is one, contradicts the incremental method. */
const assertControlAgrees = async (
  { gradapprox, errors, oneSided }: Collected,
  measured: readonly ControlMeasurement[] | null,
  baseline: Baseline,
  truncationAt: TruncationAt,
): Promise<void> => {
  if (!measured) return;
  const entries = baseline.sample
    .filter((coordinate) => !oneSided.includes(coordinate))
    .map((coordinate) => ({
      coordinate,
      gradapprox: gradapprox[coordinate]!,
      error: errors[coordinate]!,
    }));
  const { disagreeing } = await compareWithControl(measured, baseline, entries, truncationAt);
  if (disagreeing.length > 0)
    throw new Error(
      "The incremental method contradicts the textbook formula: a bug of gradproof. The method 'textbook' does without it.",
    );
};

/**
 * Differentiates J numerically at every coordinate. For problems whose parameters lie in one vector.
 *
 * @param problem What is differentiated.
 * @param options The engine, the method, the step, the seed, a signal, and who is told of the progress; everything has a default.
 * @returns The gradient in the problem's layout, and how it was found.
 * @throws InputError for what can't be used, and where J isn't finite; CostError where the cost throws; the signal's reason; Error when the
 *   incremental method contradicts its control.
 * @example
 * ```ts
 * import { differentiateProblem, type Problem } from '@gradproof/core';
 * import { layoutOf } from '@gradproof/flatteners';
 *
 * const problem: Problem = {
 *   kind: 'function',
 *   layout: layoutOf([{ name: 'w', shape: [3] }]),
 *   theta: Float64Array.of(1, 2, 3),
 *   cost: (theta) => theta.reduce((sum, x) => sum + x ** 2, 0),
 * };
 * const { gradapprox, cost } = await differentiateProblem(problem);
 * console.log(cost); // 14
 * console.log(Array.from(gradapprox, (slope) => slope.toFixed(6)).join(', ')); // 2.000000, 4.000000, 6.000000
 * ```
 */
export const differentiateProblem = async (
  problem: Problem,
  options: DifferentiateOptions = {},
): Promise<NumericalGradient> => {
  assertOptions(options, JUDGING);
  assertProblem(problem);
  const { layout, theta } = problem;
  const { engine = createFunctionEngine(), signal, onProgress } = options;
  const description = await engine.describe();
  const resolved = resolveOptions(options, description, problem);
  const { method, epsilon } = resolved;
  signal?.throwIfAborted();
  if (method === 'textbook' && !resolved.adaptive) assertStepsRepresentable(layout, theta, epsilon);
  const began = performance.now();
  const baseline = await measureBaseline(problem, resolved, signal);
  const evaluator = await prepareEvaluator(engine, baseline, resolved);
  try {
    const collected = collect(layout.size);
    const compute = async (run: Run) => {
      const { derivatives, biases } = await differentiateRun(evaluator, run, epsilon, signal);
      collected.take({ shard: run.shard, derivatives });
      if (biases) collected.take(biases);
    };
    let checked = 0;
    const progress = (run: Run) => {
      checked += coordinatesOf(run);
      onProgress?.({ checked, coordinates: layout.size, seconds: (performance.now() - began) / 1000 });
    };
    const [, measured] = await allSettledOrThrow(
      runAll(problem, method, evaluator, compute, progress, description.shardOperations),
      baseline.control?.measure(baseline.sample, signal) ?? null,
    );
    const { gradapprox, oneSided } = collected;
    assertDifferentiable(layout, baseline.cost, gradapprox);
    const truncationAt = createTruncationAt(evaluator, { method, epsilon }, signal);
    await assertControlAgrees(collected, measured, baseline, truncationAt);
    return {
      gradapprox,
      method,
      epsilon: collected.medianStep() ?? epsilon,
      cost: baseline.cost,
      oneSided: oneSided.sort((a, b) => a - b),
    };
  } finally {
    await evaluator.dispose();
  }
};

/**
 * The numerical gradient of any cost function, in the form of its parameters, by differences with a step for each coordinate.
 *
 * @param definition The parameters and the cost; a gradient isn't needed.
 * @param options The engine, the method, the step, the seed, a signal, and who is told of the progress; everything has a default.
 * @returns ∂J/∂θ, in the form of the parameters.
 * @throws InputError for what can't be used, and where J isn't finite; what the functions throw, a cost's as CostError; the signal's reason.
 * @example
 * ```ts
 * import { numericalGradient } from '@gradproof/core';
 *
 * const gradient = await numericalGradient({
 *   parameters: { x: 3, y: 2 },
 *   cost: ({ x, y }) => x * y ** 2,
 * });
 * console.log(gradient.x.toFixed(6), gradient.y.toFixed(6)); // 4.000000 12.000000
 * ```
 */
export const numericalGradient = async <Parameters extends ParameterTree>(
  definition: CostOnly<Parameters>,
  options: DifferentiateOptions = {},
): Promise<Parameters> => {
  assertHasCost(definition);
  const { problem, space } = costFunction(givenKeys(definition));
  const { gradapprox } = await differentiateProblem(problem, options);
  return space.at(gradapprox);
};
