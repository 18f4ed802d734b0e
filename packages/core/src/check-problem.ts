import { coordinateName } from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';
import { both } from './both.ts';
import { aggregate } from './aggregate.ts';
import { refuseLostSteps, resolveOptions, type CheckOptions, type Progress } from './check-options.ts';
import { checkShard } from './check-shard.ts';
import { concludeFrom } from './conclude.ts';
import { estimateOf } from './estimate.ts';
import { prepareEvaluator } from './function/prepare-evaluator.ts';
import { groundOf } from './ground.ts';
import type { Problem } from './problem.ts';
import type { Report } from './report/report.ts';
import { refuseOtherCost } from './cost-value.ts';
import { createSlopes } from './probe/create-slopes.ts';
import { probeProblem } from './probe/probe-problem.ts';
import { runShards } from './run-shards.ts';
import { checkSample } from './sample/check-sample.ts';
import type { Shard } from './shards.ts';
import { createFunctionEngine } from './textbook/function-engine.ts';

/** A problem and the gradient that is to be proved right. */
export interface Check {
  readonly problem: Problem;
  /** The gradient, [P], in the problem's layout. NaN and Infinity make it incorrect. */
  readonly grad: Float64Array;
  /** The gradient as a function of θ, where it is one: asked when `grad` is wrong, for whether it follows θ. */
  readonly gradientAt?: (theta: Float64Array) => Float64Array | Promise<Float64Array>;
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
 * Checks the gradient against the numerical gradient, at every coordinate unless `coverage` says otherwise.
 * Throws InputError for options, parameters or a costValue that can't be used, whatever the cost throws, and the signal's reason.
 */
export const checkProblem = async (check: Check, options: CheckOptions = {}): Promise<Report> => {
  const { problem, grad } = check;
  const { layout, theta } = problem;
  const { engine = createFunctionEngine(), signal, onProgress, onEstimate } = options;
  const description = await engine.describe();
  const resolved = resolveOptions(options, description, problem);
  const { method, epsilon, seed, coverage } = resolved;
  signal?.throwIfAborted();
  refuseBadVectors(check);
  if (method === 'textbook' && !resolved.adaptive) refuseLostSteps(layout, theta, epsilon);

  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const ground = await groundOf(problem, resolved, signal);
  refuseOtherCost(ground.cost, check.costValue);

  onEstimate?.(estimateOf(problem, resolved, ground));

  if (coverage.kind === 'probe') {
    const { slopes, dispose } = await createSlopes(engine, ground, grad, resolved, signal);
    const tell = (progress: Progress) => onProgress?.(progress);
    const probed = { layout, grad, resolved, engine: description, ground, slopes, seconds, onProgress: tell };
    return probeProblem(probed).finally(dispose);
  }

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
    const all = async () => aggregate(layout, await runShards(problem, method, evaluator, run, progress));
    const sampled = (coordinates: number) =>
      checkSample(
        {
          evaluator,
          layout,
          theta,
          grad,
          epsilon,
          seed,
          coordinates,
          control: sample,
          onChecked: (count) => progress({ start: 0, end: count }),
        },
        signal,
      );
    const [totals, measured] = await both(
      coverage.kind === 'sample' ? sampled(coverage.coordinates) : all(),
      ground.control?.measure(sample, signal) ?? null,
    );
    const { gradientAt } = check;
    const finished = {
      layout,
      grad,
      gradientAt,
      resolved,
      engine: description,
      ground,
      measured,
      evaluator,
      seconds,
    };
    return await concludeFrom(totals, finished, coverage, signal);
  } finally {
    await evaluator.dispose();
  }
};
