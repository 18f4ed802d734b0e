import { coordinateName } from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';
import { allSettledOrThrow } from '../async/all-settled.ts';
import { aggregate } from '../compare/aggregate.ts';
import { completeResults } from '../compare/runs/complete.ts';
import { runAll } from '../compare/runs/run-all.ts';
import { checkRun, coordinatesOf, type Run } from '../compare/runs/run.ts';
import type { Check } from '../contract/check.ts';
import type { ControlMeasurement } from '../contract/control.ts';
import type { Estimate } from '../contract/coverage.ts';
import type { EngineDescription, Evaluator } from '../contract/engine.ts';
import { givenPrecision } from '../contract/gradient-precision.ts';
import type { CheckOptions, ResolvedOptions } from '../contract/options.ts';
import { prepareEvaluator } from '../differentiate/prepare-evaluator.ts';
import { createFunctionEngine } from '../differentiate/textbook/function-engine.ts';
import { createSlopes, type PreparedSlopes } from '../probe/create-slopes.ts';
import { probeProblem } from '../probe/probe-problem.ts';
import type { Report } from '../report/report.ts';
import { assertCheck } from './assert-check.ts';
import { assertCostValue } from './assert-cost-value.ts';
import { assertOptions } from './assert-options.ts';
import { assertStepsRepresentable, resolveOptions } from './check-options.ts';
import { compareSample } from './check-sample.ts';
import { estimateWork } from './estimate-work.ts';
import { judgeAndReport } from './judge-and-report.ts';
import { measureBaseline } from './measure-baseline.ts';
import { measureClaim } from './measure-claim.ts';
import { measuredEstimate } from './measured-estimate.ts';
import type { ComparedEntries, Observation, ObservedCheck } from './observation.ts';

const assertVectors = ({ problem: { layout, theta }, grad }: Check): void => {
  if (grad.length !== layout.size || theta.length !== layout.size) {
    throw new InputError(
      `The gradient has ${grad.length} entries and the parameters ${theta.length}, but the layout has ${layout.size}.`,
    );
  }
  for (let i = 0; i < theta.length; i++) {
    if (Number.isFinite(theta[i])) continue;
    throw new InputError(`${coordinateName(layout, i)} is ${theta[i]}; parameters must be finite numbers.`);
  }
};

/**
 * The options with their defaults in place.
 *
 * @param check The problem, and the gradient that is to be proved right.
 * @param options What is given of the options.
 * @param engine What the engine is, and what it can do.
 * @returns The options.
 * @throws InputError for options, parameters or a gradient that can't be used.
 */
export const resolveCheck = (
  check: Check,
  options: CheckOptions,
  engine: EngineDescription,
): ResolvedOptions => {
  const resolved = resolveOptions(options, engine, check.problem);
  assertVectors(check);
  const { layout, theta } = check.problem;
  if (resolved.method === 'textbook' && !resolved.adaptive)
    assertStepsRepresentable(layout, theta, resolved.epsilon);
  return resolved;
};

/** A check on its way: what was found out before any coordinate is differentiated. */
interface StartedCheck extends Omit<ObservedCheck, 'observation' | 'evaluator'> {
  readonly options: CheckOptions;
}

/** Probes each tensor along random directions. */
const probe = async (
  { check, options, resolved, engine, baseline, seconds }: StartedCheck,
  { slopes, control: measureControl }: PreparedSlopes,
): Promise<Observation> => {
  const coordinates = check.problem.layout.size;
  const control = await measureControl();
  const measuredClaim = await measureClaim(check, resolved, options.signal);
  const onTensor = (checked: number) => options.onProgress?.({ checked, coordinates, seconds: seconds() });
  const probed = await probeProblem({
    grad: check.grad,
    rounding: measuredClaim.claim.rounding,
    engineError: engine.relativeError ?? 0,
    options: resolved,
    baseline,
    slopes,
    control,
    onTensor,
  });
  return { kind: 'probe', measuredClaim, ...probed };
};

/** Whether the first runs are timed for the estimate: how long J takes says nothing of increments. */
const isTimed = ({ method, coverage }: ResolvedOptions): boolean =>
  method === 'incremental' && coverage.kind === 'full';

/** Differentiates every coordinate, or those of a sample, and compares. */
const compareEntries = async (
  { check, options, resolved, engine, baseline, seconds }: StartedCheck,
  evaluator: Evaluator,
): Promise<Observation> => {
  const { problem, grad } = check;
  const { layout, theta } = problem;
  const { epsilon, threshold, method, coverage, seed } = resolved;
  const { signal, onProgress, onGradapprox } = options;
  const tell = (estimate: Estimate) => options.onEstimate?.(estimate);
  const { sample } = baseline;
  let checked = 0;
  const progress = (coordinates: number) => {
    checked += coordinates;
    onProgress?.({ checked, coordinates: layout.size, seconds: seconds() });
  };
  const all = async () => {
    const shardCheck = { layout, theta, grad, epsilon, threshold, sample, onGradapprox };
    const compute = (run: Run) => checkRun(evaluator, run, shardCheck, signal);
    const began = seconds();
    const estimated = isTimed(resolved)
      ? measuredEstimate(estimateWork(problem, resolved, baseline), tell, () => seconds() - began)
      : null;
    const done = (run: Run, ended: number, runs: number) => {
      estimated?.(ended, runs);
      progress(coordinatesOf(run));
    };
    const runs = await runAll(problem, method, evaluator, compute, done, engine.shardOperations);
    return { kind: 'full' as const, totals: aggregate(layout, completeResults(runs, shardCheck)) };
  };
  const drawn = async (coordinates: number) => {
    const sampled = { evaluator, layout, theta, grad, epsilon, threshold, seed, coordinates };
    const compared = await compareSample({ ...sampled, control: sample, onChecked: progress }, signal);
    return { kind: 'sample' as const, coordinates, ...compared };
  };
  const comparing = coverage.kind === 'sample' ? drawn(coverage.coordinates) : all();
  const [compared, measured] = await allSettledOrThrow<ComparedEntries, readonly ControlMeasurement[] | null>(
    comparing,
    baseline.control?.measure(sample, signal) ?? null,
  );
  return { ...compared, measured };
};

/**
 * Checks the gradient against the numerical gradient, at every coordinate unless `coverage` says otherwise. For problems whose
 * parameters lie in one vector: networks that an engine differentiates by their structure, and functions of θ.
 *
 * @param check The problem, and the gradient that is to be proved right, in the problem's layout.
 * @param options How the check is run; everything has a default. A layered network needs an engine.
 * @returns The report: the verdict and its reason, the difference, and what was found in each tensor.
 * @throws InputError for a problem, options, parameters or a costValue that can't be used; CostError where the cost throws; the signal's reason.
 * @example
 * ```ts
 * import { checkProblem, type Problem } from '@gradproof/core';
 * import { layoutOf } from '@gradproof/flatteners';
 *
 * const problem: Problem = {
 *   kind: 'function',
 *   layout: layoutOf([{ name: 'w', shape: [3] }]),
 *   theta: Float64Array.of(1, 2, 3),
 *   cost: (theta) => theta.reduce((sum, x) => sum + x ** 2, 0),
 * };
 * const report = await checkProblem({ problem, grad: Float64Array.of(2, 4, -6) });
 * console.log(report.verdict); // incorrect
 * console.log(report.tensors[0]?.worst[0]?.index); // [ 2 ]
 * ```
 */
export const checkProblem = async (check: Check, options: CheckOptions = {}): Promise<Report> => {
  assertOptions(options);
  assertCheck(check);
  const { engine = createFunctionEngine(), signal, onEstimate } = options;
  const description = await engine.describe();
  signal?.throwIfAborted();
  const resolved = resolveCheck(check, options, description);
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const baseline = await measureBaseline(check.problem, resolved, signal);
  const gradientPrecision = givenPrecision(options.gradientPrecision) ?? check.gradientPrecision;
  const guarded = { ...check, problem: baseline.problem, gradientPrecision }; // what throws from here on says where
  assertCostValue(baseline.cost, guarded);
  if (!isTimed(resolved)) onEstimate?.(estimateWork(guarded.problem, resolved, baseline));

  const started = { check: guarded, options, resolved, engine: description, baseline, seconds };
  const slopes =
    resolved.coverage.kind === 'probe' ? await createSlopes(engine, baseline, resolved, signal) : null;
  const evaluator = slopes?.evaluator ?? (await prepareEvaluator(engine, baseline, resolved));
  try {
    const observation = await (slopes ? probe(started, slopes) : compareEntries(started, evaluator));
    return await judgeAndReport({ ...started, observation, evaluator }, signal);
  } finally {
    await evaluator.dispose();
  }
};
