import { coordinateName } from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';
import { both } from './both.ts';
import { refuseLostSteps, resolveOptions, type CheckOptions, type ResolvedOptions } from './check-options.ts';
import { conclude } from './conclude.ts';
import type { EngineDescription } from './engine.ts';
import { groundOf } from './ground.ts';
import type { Problem } from './problem.ts';
import type { Report } from './report/report.ts';
import { refuseOtherCost } from './cost-value.ts';
import { completeResults } from './runs/complete.ts';
import { runAll } from './runs/run-all.ts';
import { checkRun, coordinatesOf, type Run } from './runs/run.ts';
import { createFunctionEngine } from './textbook/function-engine.ts';

/** A problem and the gradient that is to be proved right. */
export interface Check {
  readonly problem: Problem;
  /** The gradient, [P], in the problem's layout. NaN and Infinity make it incorrect. */
  readonly grad: Float64Array;
  /** J(θ) as the user's own code has it; refused when ours is another. */
  readonly costValue?: number | undefined;
}

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

/** The options with their defaults in place. Throws InputError for options, parameters or a gradient that can't be used. */
export const resolveCheck = (
  check: Check,
  options: CheckOptions,
  engine: EngineDescription,
): ResolvedOptions => {
  const resolved = resolveOptions(options, engine, check.problem);
  refuseBadVectors(check);
  const { layout, theta } = check.problem;
  if (resolved.method === 'textbook') refuseLostSteps(layout, theta, resolved.epsilon);
  return resolved;
};

/**
 * Checks every coordinate of the gradient against the numerical gradient.
 * Throws InputError for options, parameters or a costValue that can't be used, whatever the cost throws, and the signal's reason.
 */
export const checkProblem = async (check: Check, options: CheckOptions = {}): Promise<Report> => {
  const { problem, grad } = check;
  const { layout, theta } = problem;
  const { engine = createFunctionEngine(), signal, onProgress, onGradapprox } = options;
  const description = await engine.describe();
  signal?.throwIfAborted();
  const resolved = resolveCheck(check, options, description);
  const { method, epsilon, threshold } = resolved;

  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const ground = await groundOf(problem, resolved);
  refuseOtherCost(ground.cost, check.costValue);

  const evaluator = await engine.prepare(problem, method);
  try {
    const { sample } = ground;
    const shardCheck = { layout, theta, grad, epsilon, threshold, sample, onGradapprox };
    let checked = 0;
    const progress = (run: Run) => {
      checked += coordinatesOf(run);
      onProgress?.({ checked, coordinates: layout.size, seconds: seconds() });
    };
    const [runs, measured] = await both(
      runAll(
        problem,
        method,
        evaluator,
        (run) => checkRun(evaluator, run, shardCheck, signal),
        progress,
        description.shardOperations,
      ),
      ground.control?.measure(sample, signal) ?? null,
    );
    const results = completeResults(runs, shardCheck);
    const finished = { check, resolved, engine: description, ground, measured, results, evaluator, seconds };
    return await conclude(finished, signal);
  } finally {
    await evaluator.dispose();
  }
};
