import { answered } from '../async/answered.ts';
import type { Slope } from '../contract/line.ts';
import { createAdaptiveDifferentiation } from '../differentiate/adaptive/adaptive-evaluator.ts';
import type { WrongGradient } from './wrong-gradient.ts';

/** The slopes of J at θ along the directions; null where J throws, or isn't finite: the point is one that only a finding asks for. */
export const slopesAt = async (
  { problem, sigma }: Pick<WrongGradient, 'problem' | 'sigma'>,
  theta: Float64Array,
  directions: readonly Float64Array[],
  signal: AbortSignal | undefined,
): Promise<Slope[] | null> => {
  const derivatives = await answered(async () => {
    const cost = await problem.cost(Float64Array.from(theta));
    if (!Number.isFinite(cost)) return null;
    const differentiation = createAdaptiveDifferentiation({ ...problem, theta }, { cost, sigma });
    return differentiation.along(directions, signal);
  }, signal);
  if (!derivatives?.values.every(Number.isFinite)) return null;
  const { values, errorBound } = derivatives;
  return Array.from(values, (slope, k) => ({ slope, bound: errorBound![k]! }));
};
