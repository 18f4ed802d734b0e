import type { Cost } from './cost.ts';

/** ½ Σₖ (aₖ − yₖ)²; with the mean over examples this is 1/2m Σ ‖a − y‖². */
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
  derivative: (a, y) => a - y,
};
