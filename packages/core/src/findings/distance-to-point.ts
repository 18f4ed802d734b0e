import { innerProduct } from '../numerics/direction.ts';
import { pointOn } from '../numerics/point-on.ts';
import { slopesAt } from './slopes-at.ts';
import type { WrongGradient } from './wrong-gradient.ts';

/** Steps of the secant method. */
const STEPS = 10;

/** The first of them: this part of ‖θ‖. */
const FIRST = 1e-3;

/** η with grad·v = D_v J(θ + η·grad) along the direction v, by the secant method from 0; null where it doesn't converge, or J has no slope on the way. */
export const distanceToPoint = async (
  wrong: WrongGradient,
  direction: Float64Array,
  signal: AbortSignal | undefined,
): Promise<number | null> => {
  const { grad, problem } = wrong;
  const target = innerProduct(grad, direction);
  const missAt = async (eta: number) => {
    const theta = pointOn(problem.theta, grad, eta);
    const [slope] = (await slopesAt(wrong, theta, [direction], signal)) ?? [];
    return slope ? { eta, miss: slope.slope - target, bound: slope.bound } : null;
  };
  let previous = await missAt(0);
  let current = await missAt((FIRST * (sizeOf(problem.theta) || 1)) / sizeOf(grad));
  for (let step = 0; step < STEPS && previous && current; step++) {
    if (Math.abs(current.miss) <= current.bound) return current.eta;

    const next = current.eta - (current.miss * (current.eta - previous.eta)) / (current.miss - previous.miss);
    if (!Number.isFinite(next)) return null;
    previous = current;
    current = await missAt(next);
  }
  return current && Math.abs(current.miss) <= current.bound ? current.eta : null;
};

const sizeOf = (vector: Float64Array): number => Math.sqrt(innerProduct(vector, vector));
