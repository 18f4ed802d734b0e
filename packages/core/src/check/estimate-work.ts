import { SAMPLED as SAMPLED_STEPS } from './measure-step-errors.ts';
import type { Baseline } from '../contract/baseline.ts';
import { type Estimate, PROBES } from '../contract/coverage.ts';
import type { ResolvedOptions } from '../contract/options.ts';
import type { Problem } from '../contract/problem.ts';
import { CONTROL_COORDINATES } from '../differentiate/control/sample-coordinates.ts';
import { kindOfProblem } from '../differentiate/problem-kinds/kind-of-problem.ts';
import { totalWork } from '../differentiate/work-model.ts';

/** Evaluations of J for a coordinate, as a rule: three rungs and two that verify them, or formula (1). */
const SEARCHED = 10;
const GIVEN = 2;

/** The same for what a step that is given does to one: two shorter steps. */
const STEP_ERROR = 2 * GIVEN;

/** Evaluations for a tensor's probes by values: one search of a step, the others by central differences. */
const PROBED = SEARCHED + 2 * (PROBES - 1);

/** The same by increments; and for their control, once a check. */
const PROBED_BY_INCREMENTS = 2 * PROBES;
const CONTROL = 2 * CONTROL_COORDINATES;

/** Operations a second of the incremental method: a low estimate, of which measuredEstimate makes a better one. A pass along a direction takes one for each parameter and example. */
const OPERATIONS = 2e9;

/**
 * What the check will take, and what probing would, from the time that one J takes.
 *
 * @param problem What is differentiated.
 * @param options How J is differentiated: `adaptive` where each coordinate's step is searched.
 * @param baseline How many seconds one evaluation of J takes.
 * @returns How many evaluations of J are needed, and about how many seconds; `probe` has the same of coverage `probe`.
 * @example
 * ```ts
 * import { estimateWork, type Problem } from '@gradproof/core';
 * import { layoutOf } from '@gradproof/flatteners';
 *
 * const problem: Problem = {
 *   kind: 'function',
 *   layout: layoutOf([{ name: 'w', shape: [1000] }]),
 *   theta: new Float64Array(1000),
 *   cost: (theta) => theta.reduce((sum, x) => sum + x ** 2, 0),
 * };
 * const options = { method: 'textbook', coverage: { kind: 'full' }, adaptive: false } as const;
 * const estimate = estimateWork(problem, options, { seconds: 0.5 });
 * console.log(estimate.evaluations, estimate.seconds); // 2064 1032
 * ```
 */
export const estimateWork = (
  problem: Problem,
  { method, adaptive, coverage }: Pick<ResolvedOptions, 'method' | 'adaptive' | 'coverage'>,
  { seconds }: Pick<Baseline, 'seconds'>,
): Estimate => {
  const { layout } = problem;
  const incremental = method === 'incremental';
  const probe = incremental ? probesByIncrements(problem) : probesByValues(problem, seconds);
  if (coverage.kind === 'probe') return { ...probe, probe };
  const coordinates = coverage.kind === 'sample' ? Math.min(coverage.coordinates, layout.size) : layout.size;
  const beside = adaptive || incremental ? 0 : stepErrorsOf(problem);
  const evaluations = coordinates * (adaptive ? SEARCHED : GIVEN) + beside;
  const secondsOfOne = incremental ? totalWork(problem, method) / OPERATIONS / layout.size / GIVEN : seconds;
  return { evaluations, seconds: evaluations * secondsOfOne, probe };
};

/** Evaluations for what a step that is given does to a few entries of each tensor. */
const stepErrorsOf = ({ layout }: Problem): number =>
  layout.tensors.reduce((sum, { size }) => sum + STEP_ERROR * Math.min(SAMPLED_STEPS, size), 0);

const probesByValues = ({ layout }: Problem, seconds: number): Estimate['probe'] => {
  const evaluations = layout.tensors.length * PROBED;
  return { evaluations, seconds: evaluations * seconds };
};

const probesByIncrements = (problem: Problem): Estimate['probe'] => {
  const { layout } = problem;
  const evaluations = layout.tensors.length * PROBED_BY_INCREMENTS + CONTROL;
  const examples = kindOfProblem(problem).examples(problem);
  return { evaluations, seconds: evaluations * ((layout.size * examples) / OPERATIONS) };
};
