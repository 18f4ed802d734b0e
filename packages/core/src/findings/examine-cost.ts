import type { Finding } from '../contract/finding.ts';
import type { FunctionProblem } from '../contract/problem.ts';
import { costsOf } from '../differentiate/adaptive/evaluate-points.ts';
import { forgivingCosts } from '../differentiate/adaptive/forgiving-costs.ts';
import { coordinateScales, noiseScales } from '../differentiate/adaptive/scales.ts';
import { noiseWhereMoved } from '../differentiate/noise/noise-where-moved.ts';
import { assertSameBatch, assertSameOrder } from './assert-same-batch.ts';
import { examineRepetition, type Repetition } from './examine-repetition.ts';

/** With more noise than this, relative to J, the cost may be random, even if J(θ) came out the same twice. */
const SUSPICIOUS = 1e-4;

/** How a cost function behaves, found before it is differentiated. */
export interface CostBehaviour {
  /** J(θ). */
  readonly cost: number;
  /** The standard deviation of J's noise. */
  readonly sigma: number;
  /** How large J's values are: |J(θ)|, or what it changes by over a short step where that is more. */
  readonly size: number;
  /** Whether J rounds its parameters to float32. */
  readonly single: boolean;
  readonly evaluations: number;
  /** Of one evaluation, the mean. */
  readonly seconds: number;
  readonly findings: readonly Finding[];
  /** The problem, its cost given copies where it changes what it is given. */
  readonly problem: FunctionProblem;
}

/**
 * Evaluates J at θ twice and on seeded lines around: its noise, and whether it changes its argument, keeps state or isn't deterministic.
 * Throws InputError when its batched form is another function, or gives its values in another order.
 */
export const examineCost = async (
  given: FunctionProblem,
  { seed, lines }: { readonly seed: number; readonly lines: number },
  signal?: AbortSignal,
): Promise<CostBehaviour> => {
  const began = performance.now();
  const { cost, problem, findings } = await evaluateFirst(given);
  const { theta, layout } = problem;
  if (!Number.isFinite(cost))
    return { cost, sigma: 0, size: 0, single: false, evaluations: 1, seconds: 0, findings, problem };

  const costs = costsOf(problem, signal);
  const { scales } = coordinateScales(layout, theta);
  const around = { costs: forgivingCosts(problem, signal).costs, theta, cost };
  const noise = await noiseWhereMoved(around, [noiseScales(layout, theta), scales], { seed, lines });
  const again = (await costs([Float64Array.from(theta)]))[0]!;
  const rounded = again !== cost && (await assertSameBatch(problem, cost, again));
  const first = rounded ? again : cost; // further values come from costs, too
  const ordered = await assertSameOrder(problem, scales, again, signal);
  const suspicious = again !== first || noise.sigma > SUSPICIOUS * Math.abs(cost);
  const repeated = suspicious ? await examineRepetition(costs, theta, first, again) : SAME;
  const evaluations = 2 + noise.evaluations + ordered + (rounded ? 1 : 0) + repeated.evaluations;
  return {
    cost,
    sigma: Math.max(noise.sigma, repeated.spread),
    size: noise.size,
    single: noise.single,
    evaluations,
    seconds: (performance.now() - began) / 1000 / evaluations,
    findings: repeated.finding ? [...findings, repeated.finding] : findings,
    problem,
  };
};

const SAME: Repetition = { spread: 0, finding: null, evaluations: 0 };

/** J(θ), and the problem as it may be evaluated from then on. */
const evaluateFirst = async (
  given: FunctionProblem,
): Promise<Pick<CostBehaviour, 'cost' | 'problem' | 'findings'>> => {
  const point = Float64Array.from(given.theta);
  const cost = await given.cost(point);
  const isChanged = point.some((value, i) => value !== given.theta[i]);
  return isChanged
    ? { cost, problem: givenCopies(given), findings: [CHANGES_ARGUMENT] }
    : { cost, problem: given, findings: [] };
};

const CHANGES_ARGUMENT: Finding = {
  kind: 'changes-argument',
  message:
    'The cost changes the parameters that it is given. The check hands it copies; in a training loop without copies its parameters would change.',
};

const givenCopies = (problem: FunctionProblem): FunctionProblem => {
  const copied = { ...problem, cost: (theta: Float64Array) => problem.cost(Float64Array.from(theta)) };
  const { costs } = problem;
  return costs ? { ...copied, costs: (thetas) => costs(thetas.map((theta) => theta.slice())) } : copied;
};
