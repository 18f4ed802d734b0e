import { coordinateName } from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';
import { both } from './both.ts';
import { refuseLostSteps, resolveOptions, type CheckOptions } from './check-options.ts';
import { checkShard } from './check-shard.ts';
import { conclude } from './conclude.ts';
import { prepareEvaluator } from './function/prepare-evaluator.ts';
import { groundOf } from './ground.ts';
import type { Problem } from './problem.ts';
import type { Report } from './report/report.ts';
import { refuseOtherCost } from './cost-value.ts';
import { runShards } from './run-shards.ts';
import type { Shard } from './shards.ts';
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
  const bad = theta.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new InputError(
      `${coordinateName(layout, bad)} is ${theta[bad]}; parameters must be finite numbers.`,
    );
  }
};

/**
 * Checks every coordinate of the gradient against the numerical gradient.
 * Throws InputError for options, parameters or a costValue that can't be used, whatever the cost throws, and the signal's reason.
 */
export const checkProblem = async (check: Check, options: CheckOptions = {}): Promise<Report> => {
  const { problem, grad } = check;
  const { layout, theta } = problem;
  const { engine = createFunctionEngine(), signal, onProgress } = options;
  const description = await engine.describe();
  const resolved = resolveOptions(options, description, problem);
  const { method, epsilon } = resolved;
  signal?.throwIfAborted();
  refuseBadVectors(check);
  if (method === 'textbook' && !resolved.adaptive) refuseLostSteps(layout, theta, epsilon);

  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const ground = await groundOf(problem, resolved, signal);
  refuseOtherCost(ground.cost, check.costValue);

  const evaluator = await prepareEvaluator(engine, ground, resolved);
  try {
    const { sample } = ground;
    let checked = 0;
    const run = (shard: Shard) =>
      checkShard(evaluator, shard, { layout, theta, grad, epsilon, sample }, signal);
    const progress = ({ start, end }: Shard) => {
      checked += end - start;
      onProgress?.({ checked, coordinates: layout.size, seconds: seconds() });
    };
    const [results, measured] = await both(
      runShards(problem, method, evaluator, run, progress),
      ground.control?.measure(sample, signal) ?? null,
    );
    const finished = { layout, grad, resolved, engine: description, ground, measured, results, evaluator, seconds };
    return await conclude(finished, signal);
  } finally {
    await evaluator.dispose();
  }
};
