import { normOf } from '../../numerics/vectors.ts';

/** Steps of the secant method. */
const STEPS = 12;

/** The first of them: this part of ‖θ‖. */
const FIRST = 1e-3;

/** Relative change of η at which it has converged. */
const CONVERGED = 1e-12;

/** The gradient η before θ, and η. */
export interface StepBack {
  /** η > 0. */
  readonly step: number;
  /** ∇J(θ + η·grad), [P]. */
  readonly gradient: Float64Array;
}

/**
 * The step of gradient descent θ = θ′ − η·grad from a θ′ whose gradient grad may be: η with (∇J(θ + η·grad) − grad)·d = 0 along
 * d = ∇J(θ) − grad, by the secant method from 0; null where it doesn't converge or η isn't positive. Whether grad is the gradient there is to be seen.
 */
export const stepBack = (
  gradientAt: (theta: Float64Array) => Float64Array,
  theta: Float64Array,
  grad: Float64Array,
): StepBack | null => {
  const at = (eta: number) => gradientAt(theta.map((parameter, i) => parameter + eta * grad[i]!));
  const direction = at(0).map((g, i) => g - grad[i]!);
  const missOf = (gradient: Float64Array) =>
    gradient.reduce((sum, g, i) => sum + (g - grad[i]!) * direction[i]!, 0);
  let [previous, previousMiss] = [0, missOf(at(0))];
  let eta = (FIRST * (normOf(theta) || 1)) / normOf(grad);
  for (let step = 0; step < STEPS; step++) {
    const gradient = at(eta);
    const miss = missOf(gradient);
    const next = eta - (miss * (eta - previous)) / (miss - previousMiss);
    if (miss === 0 || Math.abs(next - eta) <= CONVERGED * Math.abs(eta))
      return eta > 0 ? { step: eta, gradient } : null;
    if (!Number.isFinite(next)) return null;
    [previous, previousMiss, eta] = [eta, miss, next];
  }
  return eta > 0 ? { step: eta, gradient: at(eta) } : null;
};
