import { add, exact, multiply, rounded, twoSum, ZERO } from '../special/double-double.ts';
import { softplusIncrement } from '../special/softplus-increment.ts';
import type { Cost } from './cost.ts';

/**
 * |z| up to which the exercise's own arithmetic is kept, to the bit. The rounding of a is 2⁻⁵³ and 1 − a is e^−z: here log a and log(1 − a) are
 * off by 10⁻⁹ (2⁻⁵³·e¹⁶), a thousandth of what a right costValue may differ by; at 36.7 it would be 1.8 %.
 */
const SATURATED = 16;

/** A step from beyond SATURATED leads back into the exercise's arithmetic, whose rounding then shows in the difference: up to this far beyond. */
const REACH = 1;

/** log(1 + e^z), to two roundings. */
const softplus = (z: number): number => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

/**
 * −y·log a − (1 − y)·log(1 − a) with a = σ(z): the exercise's arithmetic to the digit where |z| ≤ 16; beyond, (1 − y)·s(z) + y·s(−z) with
 * s(z) = log(1 + e^z), of which neither term cancels.
 */
const entry = (z: number, a: number, y: number): number =>
  Math.abs(z) <= SATURATED
    ? -Math.log(a) * y + -Math.log(1 - a) * (1 - y)
    : (1 - y) * softplus(z) + y * softplus(-z);

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
  roundOff: (z, a, y) =>
    Math.abs(z) <= SATURATED + REACH ? ROUNDING * (Math.abs(y) + Math.abs(1 - y) / (1 - a)) : 0,
  derivative: (a, y) => a - y,
};
