import type { Baseline } from '../../contract/baseline.ts';
import type { Evaluator } from '../../contract/engine.ts';
import { ROUND_OFF_DEVIATIONS } from '../../numerics/deviations.ts';
import { NEARER, truncationOf } from './truncation.ts';

/** What a step that is given does to a difference, as shorter ones show. */
export interface StepError {
  /** How far truncation, or kinks within the step, may have moved it. Infinity where no shorter step tells: J isn't finite there, or each crosses a kink. */
  readonly error: number;
  /** D(ε) − D(NEARER·ε). */
  readonly change: number;
  readonly evaluations: number;
}

/** The second difference J⁺ − 2J + J⁻ of independent noise of variance σ² has variance 6σ² at the most. */
const SECOND_DIFFERENCE = Math.sqrt(6);

/** A smooth J's second difference over the step falls by NEARER with the step; half of it is what tells that from a kink's, which stays. */
const SMOOTH_FALL = 1 / 2;

/** The shortest step is NEARER^SHORTENINGS of ε: below 10⁻³ of it noise has the word. */
const SHORTENINGS = 5;

/** The difference over ±t. */
interface Difference {
  /** (J⁺ − J⁻)/2t. */
  readonly slope: number;
  /** |J⁺ − 2J + J⁻|/2t: half of what the slope changes by from one side to the other. */
  readonly halfJump: number;
  /** Whether a unit is seen to cross its kink. */
  readonly crosses: boolean;
  /** How often J was evaluated. */
  readonly evaluations: number;
}

/** Differences at a coordinate, and how often J is evaluated for one. */
export type DifferenceAt = (coordinate: number, t: number) => Promise<Difference>;

/** By an evaluator of formula (1); where it doesn't tell half-jumps, by J itself. */
export const differencesOf = (
  evaluator: Evaluator,
  {
    theta,
    cost,
  }: { readonly theta: Float64Array; readonly cost: (theta: Float64Array) => number | Promise<number> },
  atTheta: number,
  signal: AbortSignal | undefined,
): DifferenceAt => {
  const costAt = async (coordinate: number, offset: number) => {
    const point = Float64Array.from(theta);
    point[coordinate] = theta[coordinate]! + offset;
    return cost(point);
  };
  return async (coordinate, t) => {
    signal?.throwIfAborted();
    const shard = { start: coordinate, end: coordinate + 1 };
    const { values, halfJumps, kinks, evaluations } = await evaluator.derivatives(shard, t, signal);
    if (halfJumps)
      return {
        slope: values[0]!,
        halfJump: halfJumps[0]!,
        crosses: kinks.coordinates.length > 0,
        evaluations,
      };
    const [plus, minus] = [await costAt(coordinate, t), await costAt(coordinate, -t)];
    const halfJump = Math.abs(plus - atTheta - (atTheta - minus)) / (2 * t);
    return { slope: (plus - minus) / (2 * t), halfJump, crosses: false, evaluations: evaluations + 2 };
  };
};

/**
 * Measures what the step ε does at a coordinate: by how much D(ε) differs from the difference of shorter steps, as short as kinks are within them and the
 * noise of J is below `residual`; and half of the change of slope where the shortest still shows one, as where a kink lies at θ.
 */
export const createStepErrorAt =
  (differenceAt: DifferenceAt, { costNoise }: Pick<Baseline, 'costNoise'>, epsilon: number) =>
  async (coordinate: number, residual: number): Promise<StepError> => {
    const noiseAt = (t: number) => (ROUND_OFF_DEVIATIONS * SECOND_DIFFERENCE * costNoise) / (2 * t);
    const far = await differenceAt(coordinate, epsilon);
    let [before, near, step] = [far, await differenceAt(coordinate, NEARER * epsilon), NEARER * epsilon];
    const change = far.slope - near.slope;
    let error = truncationOf(far.slope, near.slope);
    let evaluations = far.evaluations + near.evaluations;
    const isSmooth = () => !near.crosses && near.halfJump + noiseAt(step) <= SMOOTH_FALL * before.halfJump;
    for (let turn = 1; turn < SHORTENINGS && near.halfJump > 0 && !isSmooth(); turn++) {
      if (!near.crosses && noiseAt(NEARER * step) > residual) break;
      [before, step] = [near, NEARER * step];
      near = await differenceAt(coordinate, step);
      evaluations += near.evaluations;
      error = Math.max(error, truncationOf(far.slope, near.slope));
    }
    if (near.crosses) return { error: Infinity, change, evaluations };
    const whole = error + (near.halfJump === 0 || isSmooth() ? 0 : near.halfJump);
    return { error: Number.isFinite(whole) ? whole : Infinity, change, evaluations };
  };
