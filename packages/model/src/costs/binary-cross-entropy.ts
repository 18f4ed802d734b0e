import type { Cost } from './cost.ts';

/**
 * Σₖ −yₖ log aₖ − (1 − yₖ) log(1 − aₖ) with a = σ(z).
 * The exercise's arithmetic to the digit wherever 0 < a < 1; where σ has saturated, log(1 + e^z) − y·z, which is finite.
 */
const entry = (z: number, a: number, y: number): number =>
  a > 0 && a < 1
    ? -Math.log(a) * y + -Math.log(1 - a) * (1 - y)
    : Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y * z;

export const binaryCrossEntropy: Cost = {
  lastActivation: 'sigmoid',
  value: (z, a, y, units, examples, example) => {
    let sum = 0;
    for (let k = 0; k < units; k++) {
      const at = k * examples + example;
      sum += entry(z[at]!, a[at]!, y[at]!);
    }
    return sum;
  },
  derivative: (a, y) => a - y,
};
