import { coordinateName } from '@gradproof/flatteners';
import { createForwardPass, InputError } from '@gradproof/model';
import { aggregate } from './aggregate.ts';
import { refuseLostSteps, resolveOptions, type CheckOptions } from './check-options.ts';
import { checkShard, type ShardResult } from './check-shard.ts';
import { noiseOfCost } from './noise/noise-of-cost.ts';
import type { Problem } from './problem.ts';
import { buildReport } from './report/build-report.ts';
import type { Report } from './report/report.ts';
import { refuseOtherCost } from './cost-value.ts';
import { BLOCK_SIZE, planShards } from './shards.ts';
import { createFunctionEngine } from './textbook/function-engine.ts';
import { judge } from './verdict/judge.ts';
import { secondLook } from './verdict/second-look.ts';

/** A problem and the gradient that is to be proved right. */
export interface Check {
  readonly problem: Problem;
  /** The gradient, [P], in the problem's layout. NaN and Infinity make it incorrect. */
  readonly grad: Float64Array;
  /** J(θ) as the user's own code has it; refused when ours is another. */
  readonly costValue?: number | undefined;
}

/** About how many shards a check is cut into, so that progress is told and an abort is heard. */
const SHARDS = 200;

/** J as a function of θ, in plain float64. */
const costOf = (problem: Problem): ((theta: Float64Array) => number | Promise<number>) =>
  problem.kind === 'function' ? problem.cost : createForwardPass(problem.network, problem.X, problem.Y).cost;

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
  const { method, epsilon, threshold, seed } = resolveOptions(options);
  signal?.throwIfAborted();
  refuseBadVectors(check);
  refuseLostSteps(layout, theta, epsilon);

  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const noise = await noiseOfCost(costOf(problem), theta, epsilon, seed);
  refuseOtherCost(noise.cost, check.costValue);

  const evaluator = await engine.prepare(problem, method);
  try {
    const results: ShardResult[] = [];
    for (const shard of planShards(layout, Math.max(BLOCK_SIZE, Math.ceil(layout.size / SHARDS)))) {
      results.push(await checkShard(evaluator, shard, { layout, theta, grad, epsilon }, signal));
      onProgress?.({ checked: shard.end, coordinates: layout.size, seconds: seconds() });
    }
    const totals = aggregate(layout, results);
    const judged = judge(totals, { threshold, epsilon, sigma: noise.sigma });
    return buildReport(layout, totals, await secondLook(evaluator, totals, judged, epsilon, signal), {
      threshold,
      epsilon,
      method,
      engine: await engine.describe(),
      cost: noise.cost,
      noise: noise.sigma,
      seed,
      evaluations: noise.evaluations,
      seconds: seconds(),
    });
  } finally {
    await evaluator.dispose();
  }
};
