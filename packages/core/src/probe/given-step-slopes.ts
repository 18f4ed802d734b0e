import type { Derivatives, Evaluator } from '../contract/engine.ts';
import { NEARER, truncationOf } from '../differentiate/control/truncation.ts';
import { BOUND_DEVIATIONS } from '../numerics/deviations.ts';
import { noSlope, type ProbedSlope, singleSlope, type Slopes } from './slopes.ts';

/** What slopes with a step that is given are found with. */
export interface GivenStep {
  /** Of the textbook method. */
  readonly evaluator: Evaluator;
  readonly epsilon: number;
  /** Standard deviation of J's noise. */
  readonly sigma: number;
}

/** What is known where a difference crosses a kink that the engine sees: no step tells how far it is off. */
const crossed = (slope: ProbedSlope): ProbedSlope =>
  slope.obstacle === null ? { ...slope, obstacle: 'rough', bound: Infinity } : slope;

/** Slopes by formula (1) with the ε that was asked for. Their bounds: the noise of J over ε, and what a shorter step shows of its truncation. */
export const createGivenStepSlopes = (
  { evaluator, epsilon, sigma }: GivenStep,
  signal: AbortSignal | undefined,
): Slopes => {
  const noise = (BOUND_DEVIATIONS * sigma) / (Math.SQRT2 * epsilon);
  let evaluations = 0;
  /** first: what the derivatives count their kinks from. */
  const slopesBy = async (
    derivativesAt: (step: number) => Promise<Derivatives>,
    first: number,
  ): Promise<ProbedSlope[]> => {
    const shorter = NEARER * epsilon;
    const [whole, near] = [await derivativesAt(epsilon), await derivativesAt(shorter)];
    evaluations += whole.evaluations + near.evaluations;
    const crossings = new Set(whole.kinks.coordinates);
    return Array.from(whole.values, (slope, k) => {
      const bound = noise + truncationOf(slope, near.values[k]!);
      if (!Number.isFinite(bound)) return noSlope('non-finite');
      return crossings.has(first + k)
        ? crossed(singleSlope({ slope, bound }))
        : singleSlope({ slope, bound });
    });
  };
  return {
    along: async (direction) => {
      const derivatives = (step: number) => evaluator.directionalDerivatives([direction], step, signal);
      return (await slopesBy(derivatives, 0))[0]!;
    },
    each: (range) => slopesBy((step) => evaluator.derivatives(range, step, signal), range.start),
    eachTakes: ({ size }) => 4 * size,
    byUnits: false,
    evaluations: () => evaluations,
    step: () => epsilon,
  };
};
