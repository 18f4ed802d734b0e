import { add, exact, multiply, rounded, twoSum, ZERO } from '../special/double-double.ts';
import type { Cost } from './cost.ts';

/** ½ Σₖ (aₖ − yₖ)²; with the mean over examples this is 1/2m Σ ‖a − y‖². Its increment: Σₖ δₖ·((aₖ − yₖ) + δₖ/2). */
export const meanSquaredError: Cost = {
  lastActivation: null,
  value: (_z, a, y, units, examples, example) => {
    let sum = 0;
    for (let k = 0; k < units; k++) {
      const at = k * examples + example;
      sum += (a[at]! - y[at]!) ** 2;
    }
    return sum / 2;
  },
  increment: (_z, a, y, delta, units, examples, example) => {
    let sum = ZERO;
    for (let k = 0; k < units; k++) {
      const at = k * examples + example;
      const mean = add(twoSum(a[at]!, -y[at]!), exact(delta[at]! / 2)); // of the residuals before and after
      sum = add(sum, multiply(exact(delta[at]!), mean));
    }
    return rounded(sum);
  },
  derivative: (a, y) => a - y,
};
