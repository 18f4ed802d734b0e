import type { Totals } from '../contract/sums.ts';
import { ROUND_OFF_DEVIATIONS } from '../numerics/deviations.ts';
import { norm } from '../numerics/sum-of-squares.ts';

/** ‖error of gradapprox‖ from the noise of J: each entry's is (ν⁺ − ν⁻)/2ε, of standard deviation σ/(√2·ε). */
export const roundOff = (sigma: number, epsilon: number, coordinates: number): number =>
  (ROUND_OFF_DEVIATIONS * sigma * Math.sqrt(coordinates)) / (Math.SQRT2 * epsilon);

/** The largest ‖grad − gradapprox‖ that a right gradient can show over these coordinates, kinks aside. */
export const numericalError = (totals: Totals, sigma: number, epsilon: number): number =>
  roundOff(sigma, epsilon, totals.coordinates) + norm(totals.knownError);
