import { innerProduct } from '../numerics/direction.ts';
import { pointOn } from '../numerics/point-on.ts';
import { distanceToPoint } from './distance-to-point.ts';
import { slopesAt } from './slopes-at.ts';
import type { WrongGradient } from './wrong-gradient.ts';

/** The gradient misses the slopes there by at most this part of what it misses them by at θ: a small mistake is small anywhere. */
const LARGEST_REMAINING = 0.1;

/** The other point is found by a search that leaves an error of its own: the threshold is multiplied by this. */
const SEARCH_MARGIN = 8;

/** The point that the gradient belongs to, in words; null where it is neither 0 nor that of a step of gradient descent, or J has no slope there. */
export const pointOfGradient = async (
  wrong: WrongGradient,
  directions: readonly Float64Array[],
  signal: AbortSignal | undefined,
): Promise<string | null> => {
  const { problem, grad } = wrong;
  const { theta } = problem;
  const missed = await missesAt(wrong, theta, directions, signal);
  if (!missed) return null;
  const here = sizeOf(missed);
  const fits = async (point: Float64Array) => {
    const misses = await missesAt(wrong, point, directions, signal);
    return (
      misses !== null &&
      misses.every(({ miss, allowed }) => Math.abs(miss) <= allowed) &&
      sizeOf(misses) <= LARGEST_REMAINING * here
    );
  };
  if (await fits(new Float64Array(grad.length))) return 'It is the gradient at θ = 0.';
  const eta = await distanceToPoint(wrong, directions[0]!, signal);
  if (eta === null || eta === 0) return null;
  return (await fits(pointOn(theta, grad, eta))) ? afterStep(eta) : null;
};

/** What the gradient misses the slope along a direction by, and what it may miss it by. */
interface Miss {
  readonly miss: number;
  readonly allowed: number;
}

const sizeOf = (misses: readonly Miss[]): number => Math.hypot(...misses.map(({ miss }) => miss));

const missesAt = async (
  wrong: WrongGradient,
  theta: Float64Array,
  directions: readonly Float64Array[],
  signal: AbortSignal | undefined,
): Promise<Miss[] | null> => {
  const { grad, threshold } = wrong;
  const slopes = await slopesAt(wrong, theta, directions, signal);
  if (!slopes) return null;
  const tolerated = SEARCH_MARGIN * threshold * Math.sqrt(innerProduct(grad, grad));
  return slopes.map(({ slope, bound }, k) => {
    const direction = directions[k]!;
    const rootMeanSquare = Math.sqrt(innerProduct(direction, direction) / direction.length);
    const allowed = bound + tolerated * rootMeanSquare;
    return { miss: slope - innerProduct(grad, direction), allowed };
  });
};

const afterStep = (eta: number): string =>
  `It is the gradient at θ ${eta < 0 ? '−' : '+'} ${Math.abs(eta).toPrecision(3)}·grad, as if it were evaluated ${eta < 0 ? 'after' : 'before'} a step of gradient descent of that length.`;
