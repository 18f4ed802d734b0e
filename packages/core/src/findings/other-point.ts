import { untilAborted } from '../async/until-aborted.ts';
import type { Finding } from '../contract/finding.ts';
import type { Slope } from '../contract/line.ts';
import type { FunctionProblem } from '../contract/problem.ts';
import type { Totals } from '../contract/sums.ts';
import { createAdaptiveDifferentiation } from '../differentiate/adaptive/adaptive-evaluator.ts';
import { coordinateScales } from '../differentiate/adaptive/scales.ts';
import { scaledDirection } from '../numerics/direction.ts';
import { pointOn } from '../numerics/point-on.ts';
import { createRandom } from '../numerics/random.ts';
import { norm } from '../numerics/sum-of-squares.ts';

/** With fewer coordinates almost any gradient is that of some other point. */
const LEAST_COORDINATES = 4;

/** Random directions along which the gradient must be that of the other point. */
const WITNESSES = 3;

/** Steps of the secant method for how far the other point is. */
const STEPS = 10;

/** The first of them: this part of θ. */
const FIRST = 1e-3;

/** How far the parameters are moved to see whether the gradient follows, in their scales. */
const DISPLACED = 1 / 64;

/** The gradient misses the slopes there by at most this part of what it misses them by at θ: a small mistake is small anywhere. */
const LARGEST_REST = 0.1;

/** A residual along the gradient itself is a wrong factor: that has its own diagnosis. */
const ASKEW = 0.05;

/** A wrong gradient of a function, and what it was found with. */
export interface WrongGradient {
  readonly problem: FunctionProblem;
  readonly grad: Float64Array;
  /** The gradient as a function of θ, where it was given as one. */
  readonly gradientAt?: ((theta: Float64Array) => Float64Array | Promise<Float64Array>) | undefined;
  readonly sigma: number;
  /** The largest difference that is called correct. */
  readonly threshold: number;
  readonly totals: Totals;
  readonly seed: number;
}

/** The part of the residual that no factor on the gradient explains is large enough to look for another point. */
const isAskew = ({ grad, gradapprox, residual }: Totals): boolean => {
  const [g, a, r] = [norm(grad), norm(gradapprox), norm(residual)];
  if (!(g > 0 && a > 0 && r > 0)) return false;
  const along = (g * g - a * a - r * r) / (2 * a); // the residual's part along gradapprox
  return r * r - along * along > (ASKEW * r) ** 2;
};

const inner = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

const slopesAt = async (
  problem: FunctionProblem,
  theta: Float64Array,
  sigma: number,
  directions: readonly Float64Array[],
  signal: AbortSignal | undefined,
): Promise<Slope[]> => {
  const cost = await problem.cost(Float64Array.from(theta));
  const differentiation = createAdaptiveDifferentiation({ ...problem, theta }, { cost, sigma });
  const { values, errorBound } = await differentiation.along(directions, signal);
  return Array.from(values, (slope, k) => ({ slope, bound: errorBound![k]! }));
};

/** η with grad·v = D_v J(θ + η·grad) along the first witness, by the secant method from 0; null where it doesn't settle. */
const distanceTo = async (
  { problem, grad, sigma }: WrongGradient,
  witness: Float64Array,
  signal: AbortSignal | undefined,
): Promise<number | null> => {
  const { theta } = problem;
  const target = inner(grad, witness);
  const missAt = async (eta: number) => {
    const [at] = await slopesAt(problem, pointOn(theta, grad, eta), sigma, [witness], signal);
    return { eta, miss: at!.slope - target, bound: at!.bound };
  };
  const size = Math.sqrt(inner(theta, theta)) || 1;
  let before = await missAt(0);
  let now = await missAt((FIRST * size) / Math.sqrt(inner(grad, grad)));
  for (let step = 0; step < STEPS; step++) {
    if (Math.abs(now.miss) <= now.bound) return now.eta;
    const next = now.eta - (now.miss * (now.eta - before.eta)) / (now.miss - before.miss);
    if (!Number.isFinite(next)) return null;
    before = now;
    now = await missAt(next);
  }
  return Math.abs(now.miss) <= now.bound ? now.eta : null;
};

const named = (eta: number): string =>
  `It is the gradient at θ ${eta < 0 ? '−' : '+'} ${Math.abs(eta).toPrecision(3)}·grad, as if it were evaluated ${eta < 0 ? 'after' : 'before'} a step of gradient descent of that length.`;

/** The point that the gradient belongs to, in words; null where none of the usual ones fits. */
const belongsTo = async (
  wrong: WrongGradient,
  witnesses: readonly Float64Array[],
  signal: AbortSignal | undefined,
): Promise<string | null> => {
  const { problem, grad, sigma, threshold } = wrong;
  const tolerated = 8 * threshold * Math.sqrt(inner(grad, grad));
  const missesAt = async (theta: Float64Array) => {
    const slopes = await slopesAt(problem, theta, sigma, witnesses, signal);
    return slopes.map(({ slope, bound }, k) => ({ miss: slope - inner(grad, witnesses[k]!), bound }));
  };
  const normOf = (misses: readonly { readonly miss: number }[]) =>
    Math.hypot(...misses.map(({ miss }) => miss));
  const here = normOf(await missesAt(problem.theta));
  const fits = async (theta: Float64Array) => {
    const misses = await missesAt(theta);
    const isWithin = misses.every(({ miss, bound }, k) => {
      const size = Math.sqrt(inner(witnesses[k]!, witnesses[k]!) / grad.length);
      return Math.abs(miss) <= bound + tolerated * size;
    });
    return isWithin && normOf(misses) <= LARGEST_REST * here;
  };
  if (await fits(new Float64Array(grad.length))) return 'It is the gradient at θ = 0.';
  const eta = await distanceTo(wrong, witnesses[0]!, signal);
  if (eta === null || eta === 0) return null;
  return (await fits(pointOn(problem.theta, grad, eta))) ? named(eta) : null;
};

/** The gradient function doesn't follow θ where J's slope does: it uses other parameters than it is given. */
const isStale = async (
  { problem, grad, gradientAt, sigma }: WrongGradient,
  scales: Float64Array,
  witnesses: readonly Float64Array[],
  signal: AbortSignal | undefined,
): Promise<boolean> => {
  if (!gradientAt) return false;
  const moved = pointOn(problem.theta, scales, DISPLACED);
  const there = await untilAborted(Promise.resolve(gradientAt(Float64Array.from(moved))), signal);
  if (there.some((value, i) => value !== grad[i])) return false;
  const [here, after] = [
    await slopesAt(problem, problem.theta, sigma, witnesses, signal),
    await slopesAt(problem, moved, sigma, witnesses, signal),
  ];
  return here.some(({ slope, bound }, k) => Math.abs(slope - after[k]!.slope) > bound + after[k]!.bound);
};

/** The problem, its evaluations counted. */
const counting = (problem: FunctionProblem) => {
  let evaluations = 0;
  const cost = (theta: Float64Array) => {
    evaluations++;
    return problem.cost(theta);
  };
  const { layout, theta } = problem;
  return { counted: { kind: problem.kind, layout, theta, cost }, evaluations: () => evaluations };
};

/**
 * Whether a wrong gradient is right elsewhere: a gradient function that doesn't use its θ, the gradient at 0, or that of before a step of
 * descent (θ + η·grad).
 */
export const otherPoint = async (
  wrong: WrongGradient,
  signal: AbortSignal | undefined,
): Promise<{ readonly finding: Finding | null; readonly evaluations: number }> => {
  const { grad, totals } = wrong;
  if (grad.length < LEAST_COORDINATES || !isAskew(totals)) return { finding: null, evaluations: 0 };
  const { counted, evaluations } = counting(wrong.problem);
  const finding = await findPoint({ ...wrong, problem: counted }, signal);
  return { finding, evaluations: evaluations() };
};

const findPoint = async (wrong: WrongGradient, signal: AbortSignal | undefined): Promise<Finding | null> => {
  const { problem, seed } = wrong;
  const { scales } = coordinateScales(problem.layout, problem.theta);
  const random = createRandom(seed ^ 0x5eed);
  const witness = () => scaledDirection(scales, random);
  const witnesses = Array.from({ length: WITNESSES }, witness);
  const stale = await isStale(wrong, scales, witnesses, signal);
  const place = await belongsTo(wrong, witnesses, signal);
  if (!stale && place === null) return null;
  const what = stale
    ? 'The gradient function returns the same gradient at another θ, where J has another: it does not use the parameters that it is given.'
    : 'The gradient is right, but at another point.';
  const rest = place ?? 'Look for parameters that were captured or copied before they changed.';
  return { kind: 'other-point', message: `${what} ${rest}` };
};
