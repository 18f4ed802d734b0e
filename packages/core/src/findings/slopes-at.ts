import type { Slope } from '../contract/line.ts';
import { createAdaptiveDifferentiation } from '../differentiate/adaptive/adaptive-evaluator.ts';
import type { WrongGradient } from './wrong-gradient.ts';

/** The slopes of J at θ along the directions. */
export const slopesAt = async (
  { problem, sigma }: Pick<WrongGradient, 'problem' | 'sigma'>,
  theta: Float64Array,
  directions: readonly Float64Array[],
  signal: AbortSignal | undefined,
): Promise<Slope[]> => {
  const cost = await problem.cost(Float64Array.from(theta));
  const differentiation = createAdaptiveDifferentiation({ ...problem, theta }, { cost, sigma });
  const { values, errorBound } = await differentiation.along(directions, signal);
  return Array.from(values, (slope, k) => ({ slope, bound: errorBound![k]! }));
};
