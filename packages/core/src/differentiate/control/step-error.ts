import type { Baseline } from '../../contract/baseline.ts';
import { ROUND_OFF_DEVIATIONS } from '../../numerics/deviations.ts';
import { kindOfProblem } from '../problem-kinds/kind-of-problem.ts';
import { NEARER, truncationOf } from './truncation.ts';

/** What a step that is given does to a difference, as a shorter one shows. */
export interface StepError {
  /** How far truncation, or a kink within the step, may have moved it. Infinity where J isn't finite at the shorter step. */
  readonly error: number;
  /** D(ε) − D(NEARER·ε). */
  readonly change: number;
  readonly evaluations: number;
}

/** The second difference J⁺ − 2J + J⁻ of independent noise of variance σ² has variance 6σ² at the most. */
const SECOND_DIFFERENCE = Math.sqrt(6);

/** A smooth J's second difference over the step falls by NEARER with the step; half of it is what tells that from a kink's, which stays. */
const SMOOTH_FALL = 1 / 2;

/** Differences of J at θ ± t·eᵢ. */
interface Pair {
  /** (J⁺ − J⁻)/2t. */
  readonly slope: number;
  /** |J⁺ − 2J + J⁻|/2t: half of what the slope changes by from one side to the other. */
  readonly halfJump: number;
}

/**
 * Measures what the step ε does at a coordinate, by values of J: truncation, as D(ε) − D(ε/4) shows it; and, where the second difference doesn't fall
 * as that of a smooth J does, a kink within ε/4, which both differences cross: half of the change of slope.
 */
export const createStepErrorAt = (
  { problem, cost, costNoise }: Pick<Baseline, 'problem' | 'cost' | 'costNoise'>,
  epsilon: number,
): ((coordinate: number) => Promise<StepError>) => {
  const { cost: evaluate, theta } = kindOfProblem(problem).asFunction(problem);
  const costAt = async (coordinate: number, offset: number) => {
    const point = Float64Array.from(theta);
    point[coordinate] = theta[coordinate]! + offset;
    return evaluate(point);
  };
  const pairAt = async (coordinate: number, t: number): Promise<Pair> => {
    const [plus, minus] = [await costAt(coordinate, t), await costAt(coordinate, -t)];
    return { slope: (plus - minus) / (2 * t), halfJump: Math.abs(plus - cost - (cost - minus)) / (2 * t) };
  };
  const noise = (ROUND_OFF_DEVIATIONS * SECOND_DIFFERENCE * costNoise) / (2 * NEARER * epsilon);
  return async (coordinate) => {
    const [far, near] = [await pairAt(coordinate, epsilon), await pairAt(coordinate, NEARER * epsilon)];
    const change = far.slope - near.slope;
    const isSmooth = near.halfJump + noise <= SMOOTH_FALL * far.halfJump || far.halfJump === 0;
    const error = truncationOf(far.slope, near.slope) + (isSmooth ? 0 : far.halfJump);
    return { error: Number.isFinite(error) ? error : Infinity, change, evaluations: 4 };
  };
};
