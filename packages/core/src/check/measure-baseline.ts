import type { Baseline } from '../contract/baseline.ts';
import type { ResolvedOptions } from '../contract/options.ts';
import type { PrecisionNeeded } from '../contract/precision.ts';
import type { Problem } from '../contract/problem.ts';
import { precisionNeeded } from '../differentiate/adaptive/precision-needed.ts';
import { isNoisy } from '../differentiate/adaptive/samples.ts';
import { CONTROL_COORDINATES, sampleCoordinates } from '../differentiate/control/sample-coordinates.ts';
import { noiseOfCost } from '../differentiate/noise/noise-of-cost.ts';
import { guardProblem, kindOfProblem } from '../differentiate/problem-kinds/kind-of-problem.ts';
import { type CostBehaviour, examineCost } from '../findings/examine-cost.ts';
import { createRandom } from '../numerics/random.ts';

/**
 * The coordinates that the incremental method's control looks at: every shard of the check knows them by itself.
 *
 * @param problem The problem, by its layout.
 * @param options The method, and the seed that draws the sample.
 * @returns The coordinates; none for the textbook method.
 */
export const controlSample = (
  { layout }: Pick<Problem, 'layout'>,
  { method, seed }: Pick<ResolvedOptions, 'method' | 'seed'>,
): number[] =>
  method === 'incremental' ? sampleCoordinates(layout, CONTROL_COORDINATES, createRandom(seed)) : [];

/** Lines on which the noise of a function is measured: fewer where only probes follow. */
const LINES = { full: 4, sample: 4, probe: 2 };

const NONE = { control: null, sample: [], findings: [], seconds: 0 };

/**
 * What a numerical gradient stands on, found before any coordinate is differentiated.
 *
 * @param problem What is differentiated.
 * @param options The options with their defaults in place.
 * @param signal Ends the measurement early.
 * @returns J(θ), its noise, the control of the incremental method, and what was found of a function's behaviour.
 * @throws CostError where a function's cost throws; InputError where `costs` gives other values than `cost`; the signal's reason.
 */
export const measureBaseline = async (
  problem: Problem,
  { method, epsilon, seed, adaptive, coverage }: ResolvedOptions,
  signal?: AbortSignal,
): Promise<Baseline> => {
  if (method === 'incremental' && problem.kind === 'layered') {
    const { createControl } = await import('../differentiate/control/control.ts'); // a function has none
    const control = createControl(problem);
    const sample = controlSample(problem, { method, seed });
    return {
      ...NONE,
      problem,
      cost: control.cost,
      costNoise: 0,
      noiseAllowance: 0,
      evaluations: 1,
      control,
      sample,
    };
  }
  const guarded = guardProblem(problem, signal);
  if (guarded.kind === 'function') {
    const behaviour = await examineCost(guarded, { seed, lines: LINES[coverage.kind] }, signal);
    if (adaptive) {
      const precision = await precisionOf(behaviour, { coverage, seed }, signal);
      const evaluations = behaviour.evaluations + (precision?.evaluations ?? 0);
      return { ...NONE, ...behaviour, costNoise: behaviour.sigma, noiseAllowance: 0, precision, evaluations };
    }
    const atStep = await noiseOfCost(behaviour.problem.cost, guarded.theta, epsilon, seed);
    const sigma = Math.max(behaviour.sigma, atStep.sigma); // on so short lines values of few digits may all be the same
    const evaluations = behaviour.evaluations + atStep.evaluations;
    return { ...NONE, ...behaviour, costNoise: sigma, noiseAllowance: sigma, evaluations };
  }
  const began = performance.now();
  const kind = kindOfProblem(guarded);
  const noise = await noiseOfCost(kind.asFunction(guarded).cost, guarded.theta, epsilon, seed);
  const seconds = (performance.now() - began) / 1000 / noise.evaluations;
  const sigma = Math.max(noise.sigma, kind.costRounding(guarded));
  return { ...NONE, ...noise, problem: guarded, costNoise: sigma, noiseAllowance: sigma, seconds };
};

/** How precise slopes must be: of a noisy J whose coordinates are differentiated. */
const precisionOf = async (
  { problem, cost, sigma, size, single }: CostBehaviour,
  { coverage, seed }: Pick<ResolvedOptions, 'coverage' | 'seed'>,
  signal: AbortSignal | undefined,
): Promise<PrecisionNeeded | undefined> =>
  coverage.kind !== 'probe' && isNoisy({ sigma, size })
    ? precisionNeeded(problem, { cost, sigma, size, single }, seed, signal)
    : undefined;
