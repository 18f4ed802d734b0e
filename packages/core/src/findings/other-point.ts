import type { Finding } from '../contract/finding.ts';
import type { FunctionProblem } from '../contract/problem.ts';
import type { Totals } from '../contract/sums.ts';
import { coordinateScales } from '../differentiate/adaptive/scales.ts';
import { scaledDirection } from '../numerics/direction.ts';
import { createRandom } from '../numerics/random.ts';
import { norm } from '../numerics/sum-of-squares.ts';
import { ignoresParameters } from './ignores-parameters.ts';
import { pointOfGradient } from './point-of-gradient.ts';
import type { WrongGradient } from './wrong-gradient.ts';

/** With fewer coordinates almost any gradient is the right one at some other point. */
const LEAST_COORDINATES = 4;

/** A residual along the gradient itself is a wrong factor, which has its own diagnosis: at least this part of it must be perpendicular to the numerical gradient. */
const LEAST_ACROSS = 0.05;

/** Random directions along which the gradient must be that of the other point. */
const DIRECTIONS = 3;

/** Where a wrong gradient is right. */
export interface Elsewhere {
  readonly finding: Finding | null;
  /** η where that is θ + η·grad: before a step of gradient descent where it is positive. */
  readonly step: number | null;
}

const NOWHERE: Elsewhere = { finding: null, step: null };

/**
 * Whether a wrong gradient is right elsewhere: a gradient function that doesn't use its θ, the gradient at 0, or that of before a step of
 * descent (θ + η·grad).
 */
export const otherPoint = async (
  wrong: WrongGradient,
  signal: AbortSignal | undefined,
): Promise<Elsewhere & { readonly evaluations: number }> => {
  const { grad, totals } = wrong;
  if (grad.length < LEAST_COORDINATES || !isAcross(totals)) return { ...NOWHERE, evaluations: 0 };
  const { counted, evaluations } = counting(wrong.problem);
  const elsewhere = await findPoint({ ...wrong, problem: counted }, signal);
  return { ...elsewhere, evaluations: evaluations() };
};

/** Whether a large enough part of the residual is perpendicular to the numerical gradient, where no factor explains it. None is where one of them is 0. */
const isAcross = ({ grad, gradapprox, residual }: Totals): boolean => {
  const [g, a, r] = [norm(grad), norm(gradapprox), norm(residual)];
  const along = (g * g - a * a - r * r) / (2 * a); // the residual's part along gradapprox
  return r * r - along * along > (LEAST_ACROSS * r) ** 2;
};

/** The problem, its evaluations counted. */
const counting = (problem: FunctionProblem) => {
  let evaluations = 0;
  const cost = (theta: Float64Array) => {
    evaluations++;
    return problem.cost(theta);
  };
  const { kind, layout, theta } = problem;
  return { counted: { kind, layout, theta, cost }, evaluations: () => evaluations };
};

const findPoint = async (wrong: WrongGradient, signal: AbortSignal | undefined): Promise<Elsewhere> => {
  const { problem, seed } = wrong;
  const { scales } = coordinateScales(problem.layout, problem.theta);
  const directions = scaledDirections(scales, seed);
  const isIgnored = await ignoresParameters(wrong, scales, directions, signal);
  const point = await pointOfGradient(wrong, directions, signal);
  if (!isIgnored && point === null) return NOWHERE;
  const what = isIgnored
    ? 'The gradient function returns the same gradient at another θ, where J has another: it does not use the parameters that it is given.'
    : 'The gradient is right, but at another point.';
  const where = point?.where ?? 'Look for parameters that were captured or copied before they changed.';
  return { finding: { kind: 'other-point', message: `${what} ${where}` }, step: point?.step ?? null };
};

const scaledDirections = (scales: Float64Array, seed: number): Float64Array[] => {
  const random = createRandom(seed ^ 0x5eed);
  return Array.from({ length: DIRECTIONS }, () => scaledDirection(scales, random));
};
