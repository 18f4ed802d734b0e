import { createForwardPass } from '@gradproof/model';
import type { ResolvedOptions } from './check-options.ts';
import { CONTROL_COORDINATES, createControl, type Control } from './control/control.ts';
import { sampleCoordinates } from './control/sample-coordinates.ts';
import { noiseOfCost } from './noise/noise-of-cost.ts';
import type { Problem } from './problem.ts';
import { createRandom } from './random.ts';

/** J as a function of θ, in plain float64. */
const costOf = (problem: Problem): ((theta: Float64Array) => number | Promise<number>) =>
  problem.kind === 'function' ? problem.cost : createForwardPass(problem.network, problem.X, problem.Y).cost;

/** J(θ), the noise of J that speaks into differences of it, and (incremental) the second opinion that a sample is compared with. */
export interface Ground {
  readonly cost: number;
  /** Standard deviation of J's noise as far as gradapprox has it: 0 where increments don't cancel. */
  readonly sigma: number;
  readonly evaluations: number;
  readonly control: Control | null;
  readonly sample: readonly number[];
}

/** The coordinates that the incremental method's control looks at: every shard of the check knows them by itself. */
export const controlSample = (
  { layout }: Pick<Problem, 'layout'>,
  { method, seed }: Pick<ResolvedOptions, 'method' | 'seed'>,
): number[] =>
  method === 'incremental' ? sampleCoordinates(layout, CONTROL_COORDINATES, createRandom(seed)) : [];

/** What a numerical gradient stands on, found before any coordinate is differentiated. */
export const groundOf = async (problem: Problem, resolved: ResolvedOptions): Promise<Ground> => {
  if (resolved.method === 'incremental' && problem.kind === 'layered') {
    const control = createControl(problem);
    return {
      cost: control.cost,
      sigma: 0,
      evaluations: 1,
      control,
      sample: controlSample(problem, resolved),
    };
  }
  const noise = await noiseOfCost(costOf(problem), problem.theta, resolved.epsilon, resolved.seed);
  return { ...noise, control: null, sample: [] };
};
