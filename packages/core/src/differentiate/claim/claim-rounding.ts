import type { Check } from '../../contract/check.ts';
import type { GradientPrecision } from '../../contract/gradient-precision.ts';
import type { LayeredProblem } from '../../contract/problem.ts';
import { unitRoundOffOf } from '../../numerics/float-formats.ts';
import { normOf } from '../../numerics/vectors.ts';
import { arrayRounding } from './array-rounding.ts';
import { type GradientSpread, measureRepeat } from './measure-repeat.ts';
import { repeatedRounding } from './repeated-rounding.ts';
import { UNDERFLOW } from './underflow.ts';

/** What π is known by. */
export type RoundingSource = 'bound' | 'monte-carlo' | 'repeated' | 'array-alone';

/** π, the root mean square of the rounding that a right claim carries in its precision. */
export interface ClaimRounding {
  /** πᵢ ≥ 0, [P]; infinite where it can't be had. */
  readonly pi: Float64Array;
  readonly source: RoundingSource;
  /** Backward propagations of ours, or calls of the claimed gradient, that it took. */
  readonly evaluations: number;
  /** How far two answers of the gradient at θ are apart, where they are. */
  readonly varies: GradientSpread | null;
}

/** What π is asked of. */
export interface RoundingRequest {
  readonly check: Check;
  readonly precision: GradientPrecision;
  /** T: where a bound is small beside it, that bound is π. */
  readonly threshold: number;
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
}

/** A bound up to this part of T·‖g‖, in each tensor, is small: sixfold, as a verdict allows for it, it adds a tenth to the threshold. */
const SMALL = 1 / 64;

/**
 * π of a claimed gradient. Of a layered network it is the rounding of backward propagation; of a gradient that is a function, its own noise; else
 * that of numbers of this precision.
 *
 * @param request The check, the claim's precision, and the threshold it is judged by.
 * @returns π, and how it is known.
 * @throws The signal's reason. What the gradient throws at other points is no answer: its numbers are then taken alone.
 */
export const claimRounding = (request: RoundingRequest): Promise<ClaimRounding> => {
  const { problem } = request.check;
  return problem.kind === 'layered' ? ofNetwork(problem, request) : ofFunction(request);
};

const ofNetwork = async (
  problem: LayeredProblem,
  { check: { grad }, precision, threshold, seed, signal }: RoundingRequest,
): Promise<ClaimRounding> => {
  const bound = await boundWithin(problem, grad, precision, SMALL * threshold);
  if (bound) return { pi: bound, source: 'bound', evaluations: 1, varies: null };
  const { layeredRounding } = await import('./layered-rounding.ts'); // loaded for networks alone: it is a tenth of core
  return {
    ...(await layeredRounding(problem, precision, seed, signal)),
    source: 'monte-carlo',
    varies: null,
  };
};

/** The bound of a layered network, spread evenly over each tensor's entries; null unless it is within this part of each tensor's norm. */
const boundWithin = async (
  problem: LayeredProblem,
  grad: Float64Array,
  precision: GradientPrecision,
  part: number,
): Promise<Float64Array | null> => {
  if (unitRoundOffOf(precision) > part) return null; // of an entry so much is rounded in any case
  const { roundingBound } = await import('./rounding-bound.ts');
  const bounds = roundingBound(problem, precision);
  const { tensors } = problem.layout;
  const isSmall = tensors.every(
    ({ offset, size }, tensor) => bounds[tensor]! <= part * normOf(grad.subarray(offset, offset + size)),
  );
  if (!isSmall) return null;
  const pi = new Float64Array(grad.length);
  tensors.forEach(({ offset, size }, tensor) =>
    pi.fill(bounds[tensor]! / Math.sqrt(size) + UNDERFLOW[precision], offset, offset + size),
  );
  return pi;
};

const ofFunction = async ({ check, precision, seed, signal }: RoundingRequest): Promise<ClaimRounding> => {
  const { problem, grad, gradientAt } = check;
  const { layout, theta } = problem;
  const alone = (evaluations: number, varies: GradientSpread | null = null): ClaimRounding => ({
    pi: arrayRounding(layout, grad, precision),
    source: 'array-alone',
    evaluations,
    varies,
  });
  if (!gradientAt) return alone(0);
  let calls = 0;
  const counted = (point: Float64Array) => {
    calls++;
    return gradientAt(point);
  };
  const { again, varies } = await measureRepeat(counted, theta, grad, signal);
  if (again === null || varies !== null) return alone(calls, varies);
  const pi = await repeatedRounding(
    { layout, theta, gradientAt: counted, grad: again },
    precision,
    seed,
    signal,
  );
  return pi ? { pi, source: 'repeated', evaluations: calls, varies: null } : alone(calls);
};
