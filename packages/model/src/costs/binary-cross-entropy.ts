import { add, exact, multiply, rounded, twoSum, ZERO } from '../special/double-double.ts';
import { softplusIncrement } from '../special/softplus-increment.ts';
import type { Cost } from './cost.ts';

/**
 * Σₖ −yₖ log aₖ − (1 − yₖ) log(1 − aₖ) with a = σ(z).
 * The exercise's arithmetic to the digit wherever 0 < a < 1; where σ has saturated, log(1 + e^z) − y·z, which is finite.
 */
const entry = (z: number, a: number, y: number): number =>
  a > 0 && a < 1
    ? -Math.log(a) * y + -Math.log(1 - a) * (1 - y)
    : Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y * z;

/** σ's last roundings, of 1 + e^−z and of the quotient: (2⁻⁵² and 2⁻⁵³)/√12 together are 0.65·2⁻⁵³. */
const ROUNDING = 2 ** -53;

/** With s(z) = log(1 + e^z), the entry is (1 − y)·s(z) + y·s(−z): nothing cancels where y is 0 or 1. */
const entryIncrement = (z: number, y: number, delta: number) =>
  add(
    multiply(twoSum(1, -y), softplusIncrement(z, delta)),
    multiply(exact(y), softplusIncrement(-z, -delta)),
  );

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
  increment: (z, _a, y, delta, units, examples, example) => {
    let sum = ZERO;
    for (let k = 0; k < units; k++) {
      const at = k * examples + example;
      sum = add(sum, entryIncrement(z[at]!, y[at]!, delta[at]!));
    }
    return rounded(sum);
  },
  roundOff: (a, y) => (a > 0 && a < 1 ? ROUNDING * (Math.abs(y) + Math.abs(1 - y) / (1 - a)) : 0),
  derivative: (a, y) => a - y,
};
