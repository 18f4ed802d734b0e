import { coordinateName } from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';
import { both } from '../async/all-settled.ts';
import { aggregate } from '../compare/aggregate.ts';
import { type Aggregate } from '../contract/sums.ts';
import { refuseLostSteps, resolveOptions } from './check-options.ts';
import { type ResolvedOptions } from '../contract/options.ts';
import { type CheckOptions } from '../contract/options.ts';
import { type Progress } from '../contract/options.ts';
import { concludeFrom, type Looked } from './judge-and-report.ts';
import type { EngineDescription } from '../contract/engine.ts';
import { estimateOf } from './estimate-work.ts';
import { prepareEvaluator } from '../differentiate/prepare-evaluator.ts';
import { groundOf } from './measure-baseline.ts';
import { refuseBadCheck } from './assert-check.ts';
import { refuseBadOptions } from './assert-options.ts';
import type { Report } from '../report/report.ts';
import { refuseOtherCost } from './assert-cost-value.ts';
import { createSlopes } from '../probe/create-slopes.ts';
import { probeProblem } from '../probe/probe-problem.ts';
import { completeResults } from '../compare/runs/complete.ts';
import { runAll } from '../compare/runs/run-all.ts';
import { checkRun, coordinatesOf, type Run } from '../compare/runs/run.ts';
import { checkSample } from './check-sample.ts';
import { createFunctionEngine } from '../differentiate/textbook/function-engine.ts';
import type { Check } from '../contract/check.ts';

const refuseBadVectors = ({ problem: { layout, theta }, grad }: Check): void => {
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

/** What differentiating found. */
interface Found extends Pick<Looked, 'drawn'> {
  readonly totals: Aggregate;
}

/** The options with their defaults in place. Throws InputError for options, parameters or a gradient that can't be used. */
export const resolveCheck = (
  check: Check,
  options: CheckOptions,
  engine: EngineDescription,
): ResolvedOptions => {
  const resolved = resolveOptions(options, engine, check.problem);
  refuseBadVectors(check);
  const { layout, theta } = check.problem;
  if (resolved.method === 'textbook' && !resolved.adaptive) refuseLostSteps(layout, theta, resolved.epsilon);
  return resolved;
};

/**
 * Checks the gradient against the numerical gradient, at every coordinate unless `coverage` says otherwise.
 * Throws InputError for a problem, options, parameters or a costValue that can't be used, whatever the cost throws, and the signal's reason.
 */
export const checkProblem = async (check: Check, options: CheckOptions = {}): Promise<Report> => {
  refuseBadOptions(options);
  refuseBadCheck(check);
  const { problem, grad } = check;
  const { layout, theta } = problem;
  const { engine = createFunctionEngine(), signal, onProgress, onGradapprox, onEstimate } = options;
  const description = await engine.describe();
  signal?.throwIfAborted();
  const resolved = resolveCheck(check, options, description);
  const { method, epsilon, threshold, seed, coverage } = resolved;

  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const ground = await groundOf(problem, resolved, signal);
  refuseOtherCost(ground.cost, check.costValue);

  onEstimate?.(estimateOf(problem, resolved, ground));

  if (coverage.kind === 'probe') {
    const { slopes, control, dispose } = await createSlopes(engine, ground, resolved, signal);
    try {
      const found = await control();
      const tell = (progress: Progress) => onProgress?.(progress);
      const how = { resolved, engine: description, ground, slopes, control: found, seconds };
      return await probeProblem({ ...how, grad, onProgress: tell });
    } finally {
      await dispose();
    }
  }

  const evaluator = await prepareEvaluator(engine, ground, resolved);
  try {
    const { sample } = ground;
    const shardCheck = { layout, theta, grad, epsilon, threshold, sample, onGradapprox };
    let checked = 0;
    const progress = (coordinates: number) => {
      checked += coordinates;
      onProgress?.({ checked, coordinates: layout.size, seconds: seconds() });
    };
    const all = async (): Promise<Found> => {
      const compute = (run: Run) => checkRun(evaluator, run, shardCheck, signal);
      const tell = (run: Run) => progress(coordinatesOf(run));
      const { shardOperations } = description;
      const runs = await runAll(problem, method, evaluator, compute, tell, shardOperations);
      return { totals: aggregate(layout, completeResults(runs, shardCheck)), drawn: null };
    };
    const sampled = (coordinates: number): Promise<Found> =>
      checkSample(
        {
          ...{ evaluator, layout, theta, grad, epsilon, threshold, seed, coordinates },
          control: sample,
          onChecked: progress,
        },
        signal,
      );
    const [{ totals, drawn }, measured] = await both(
      coverage.kind === 'sample' ? sampled(coverage.coordinates) : all(),
      ground.control?.measure(sample, signal) ?? null,
    );
    const finished = { check, resolved, engine: description, ground, measured, evaluator, seconds };
    return await concludeFrom(totals, finished, { coverage, drawn }, signal);
  } finally {
    await evaluator.dispose();
  }
};
