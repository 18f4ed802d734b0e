import { arithmetics } from './arithmetic.mjs';
import { costIn, gradientIn } from './back-propagation.mjs';

const [RATE, FIRST, SECOND] = [0.03, 0.9, 0.99];

/** The problem after so many steps of Adam (Kingma and Ba 2015) in float64, ended before its loss falls below the least. */
export const train = (problem, steps, least) => {
  let theta = problem.theta;
  const [first, second] = [new Float64Array(theta.length), new Float64Array(theta.length)];
  for (let step = 1; step <= steps; step++) {
    const gradient = gradientIn(problem, arithmetics.float64, theta);
    const next = theta.map((value, i) => {
      first[i] = FIRST * first[i] + (1 - FIRST) * gradient[i];
      second[i] = SECOND * second[i] + (1 - SECOND) * gradient[i] ** 2;
      const mean = first[i] / (1 - FIRST ** step);
      return value - (RATE * mean) / (Math.sqrt(second[i] / (1 - SECOND ** step)) + 1e-12);
    });
    if (!(costIn(problem, next, arithmetics.float64) >= least)) break;
    theta = next;
  }
  return { ...problem, theta };
};
