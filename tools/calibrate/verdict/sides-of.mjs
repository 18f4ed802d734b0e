import { arithmetics } from './arithmetic.mjs';
import { gradientIn } from './back-propagation.mjs';

const ASIDE = 1e-11;
const MOVED = 1e-7;

/**
 * Where a mistake may be planted in the gradient of a network that stands at kinks: NaN for entries that are others a little beside θ (more than one value
 * may be right there), 0 for all that have one value.
 */
export const sidesOf = (problem) => {
  const besides = [1, -1].map((sign) =>
    problem.theta.map((t, i) => t + sign * ASIDE * (1 + (i % 3)) * Math.max(1, Math.abs(t))),
  );
  const [here, ...others] = [problem.theta, ...besides].map((theta) =>
    gradientIn(problem, arithmetics.float64, theta),
  );
  const size = Math.hypot(...here);
  return here.map((g, i) => (others.every((other) => Math.abs(other[i] - g) <= MOVED * size) ? 0 : NaN));
};
