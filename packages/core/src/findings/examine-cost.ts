import type { Finding } from '../contract/finding.ts';
import type { FunctionProblem } from '../contract/problem.ts';
import type { Costs } from '../differentiate/adaptive/evaluate-points.ts';
import { costsOf } from '../differentiate/adaptive/evaluate-points.ts';
import { coordinateScales } from '../differentiate/adaptive/scales.ts';
import { noiseAround } from '../differentiate/noise/noise-around.ts';
import { refuseOtherBatch, refuseOtherOrder } from './assert-same-batch.ts';

/** How often J(θ) is evaluated again when it isn't the same. */
const REPETITIONS = 8;

/** So much noise, relative to J, may come from chance, even if J(θ) came out the same twice. */
const SUSPICIOUS = 1e-4;

/** How a cost function behaves, found before it is differentiated. */
export interface CostBehaviour {
  /** J(θ). */
  readonly cost: number;
  /** The standard deviation of J's noise. */
  readonly sigma: number;
  readonly evaluations: number;
  /** Of one evaluation, the mean. */
  readonly seconds: number;
  readonly findings: readonly Finding[];
  /** The problem, its cost given copies where it changes what it is given. */
  readonly problem: FunctionProblem;
}

const short = (value: number): string => value.toExponential(1);

const givenCopies = (problem: FunctionProblem): FunctionProblem => {
  const copied = { ...problem, cost: (theta: Float64Array) => problem.cost(Float64Array.from(theta)) };
  const { costs } = problem;
  return costs ? { ...copied, costs: (thetas) => costs(thetas.map((theta) => theta.slice())) } : copied;
};

const standardDeviation = (values: readonly number[]): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
};

/** All the same after the first, or rising or falling all the way: what went before decides, not chance. */
const showsState = (values: readonly number[]): boolean => {
  const moves = values.slice(1).map((value, k) => value - values[k]!);
  return (
    moves.slice(1).every((move) => move === 0) ||
    moves.every((move) => move > 0) ||
    moves.every((move) => move < 0)
  );
};

/** J(θ) again and again, after it came out as `first`, then as `second`: random at every evaluation, or by what was evaluated before. */
const examineRepetition = async (costs: Costs, theta: Float64Array, first: number, second: number) => {
  const values = [second];
  for (let k = 1; k < REPETITIONS; k++) values.push((await costs([Float64Array.from(theta)]))[0]!);
  const spread = standardDeviation([first, ...values]);
  const evaluations = REPETITIONS - 1;
  if (values.every((value) => value === first)) return { spread: 0, finding: null, evaluations }; // their mean may be rounded: no spread
  const finding: Finding = showsState(values)
    ? {
        kind: 'keeps-state',
        message: `The cost keeps state: J(θ) was ${first}, and ${second} after it had been evaluated elsewhere. Look for running statistics, caches or counters; the check allows for a noise of ${short(spread)}.`,
      }
    : {
        kind: 'not-deterministic',
        message: `The cost is not deterministic: J(θ) came out differently at the same θ, with a standard deviation of ${short(spread)}. Look for dropout, an unseeded random number or a sum in changing order; the check allows for that much noise.`,
      };
  return { spread, finding, evaluations };
};

const CHANGES_ARGUMENT: Finding = {
  kind: 'changes-argument',
  message:
    'The cost changes the parameters that it is given. The check hands it copies; a training loop that doesn’t would be moved by it.',
};

/**
 * Evaluates J at θ twice and on seeded lines around: its noise, and whether it changes its argument, keeps state or isn't deterministic.
 * Throws InputError when its batched form is another function, or gives its values in another order.
 */
export const examineCost = async (
  given: FunctionProblem,
  { seed, lines }: { readonly seed: number; readonly lines: number },
  signal?: AbortSignal,
): Promise<CostBehaviour> => {
  const { theta, layout } = given;
  const began = performance.now();
  const point = Float64Array.from(theta);
  const cost = await given.cost(point);
  const changed = point.some((value, i) => value !== theta[i]);
  const problem = changed ? givenCopies(given) : given;
  const findings: Finding[] = changed ? [CHANGES_ARGUMENT] : [];
  const costs = costsOf(problem, signal);
  if (!Number.isFinite(cost)) return { cost, sigma: 0, evaluations: 1, seconds: 0, findings, problem };

  const { scales } = coordinateScales(layout, theta);
  const noise = await noiseAround({ costs, theta, cost, scales }, { seed, lines });
  const again = (await costs([Float64Array.from(theta)]))[0]!;
  const rounded = again !== cost && (await refuseOtherBatch(problem, cost, again));
  const first = rounded ? again : cost; // like is compared with like
  const ordered = await refuseOtherOrder(problem, scales, again);
  const suspicious = again !== first || noise.sigma > SUSPICIOUS * Math.abs(cost);
  const repeated = suspicious ? await examineRepetition(costs, theta, first, again) : null;
  if (repeated?.finding) findings.push(repeated.finding);
  const evaluations = 2 + noise.evaluations + ordered + (rounded ? 1 : 0) + (repeated?.evaluations ?? 0);
  return {
    cost,
    sigma: Math.max(noise.sigma, repeated?.spread ?? 0),
    evaluations,
    seconds: (performance.now() - began) / 1000 / evaluations,
    findings,
    problem,
  };
};
