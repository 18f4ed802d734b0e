import { arithmetics } from './arithmetic.mjs';
import { gradientIn } from './back-propagation.mjs';
import { createDraws } from './draws.mjs';

/** Parts of their sizes that parameters are moved by, each by another: so that any of them may be the one that decides on which side a unit is. */
const ASIDE = [1e-13, 1e-10];
const MOVED = 1e-7;

/** Points nearby that are looked at. */
const BESIDES = 60;

/**
 * Where a mistake may be planted in the gradient of a network that stands at kinks: NaN for entries that are others a little beside θ (more than one value
 * may be right there), 0 for all that have one value.
 */
export const sidesOf = (problem) => {
  const draws = createDraws(BESIDES);
  const besides = Array.from({ length: BESIDES }, () =>
    problem.theta.map((t) => t + draws.sign() * draws.scale(...ASIDE) * Math.max(1, Math.abs(t))),
  );
  const [here, ...others] = [problem.theta, ...besides].map((theta) =>
    gradientIn(problem, arithmetics.float64, theta),
  );
  const size = Math.hypot(...here);
  return here.map((g, i) => (others.every((other) => Math.abs(other[i] - g) <= MOVED * size) ? 0 : NaN));
};
