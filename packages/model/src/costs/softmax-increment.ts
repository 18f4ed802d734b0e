import {
  add,
  divide,
  exact,
  multiply,
  rounded,
  subtract,
  twoSum,
  ZERO,
  type DoubleDouble,
} from '../special/double-double.ts';
import { exp, expm1, log1p } from '../special/exponential.ts';

/** Exponents up to here don't overflow. */
const MAX_EXPONENT = 700;
/** log(1 + x) keeps its digits down to here; below, the difference of the logarithms is large and does. */
const LEAST_SUM = -0.5;

const total = (terms: readonly DoubleDouble[]): DoubleDouble => terms.reduce(add, ZERO);

/** Which of the numbers is the largest. */
const largest = (x: readonly DoubleDouble[]): number =>
  x.reduce((most, { high }, k) => (high > x[most]!.high ? k : most), 0);

/** log Σ e^xₖ = x_max + log(1 + Σ' e^(xₖ − x_max)). */
const logSumExp = (x: readonly DoubleDouble[]): DoubleDouble => {
  const top = largest(x);
  const others = x.filter((_, k) => k !== top).map((entry) => exp(subtract(entry, x[top]!)));
  return add(x[top]!, log1p(total(others)));
};

/** e^zₖ / Σ e^z. */
const softmax = (z: readonly DoubleDouble[]): DoubleDouble[] => {
  const top = z[largest(z)]!;
  const exponentials = z.map((entry) => exp(subtract(entry, top)));
  const sum = total(exponentials);
  return exponentials.map((entry) => divide(entry, sum));
};

/**
 * t·(log Σ e^(zₖ+δₖ) − log Σ e^zₖ − s) with t = Σ yₖ and s = Σ yₖδₖ/t. Since Σ softmax(z)ₖ = 1, it is t·log(1 + Σ softmax(z)ₖ·(e^(δₖ − s) − 1)),
 * where a one-hot y leaves nothing to cancel; where that sum is near −1 or overflows, the difference itself is large.
 */
export const softmaxCrossEntropyIncrement = (
  z: readonly number[],
  y: readonly number[],
  delta: readonly number[],
): number => {
  const targets = total(y.map(exact));
  const shift = divide(total(delta.map((entry, k) => multiply(exact(y[k]!), exact(entry)))), targets);
  const shifted = delta.map((entry) => subtract(exact(entry), shift));
  if (shifted.every(({ high }) => high < MAX_EXPONENT)) {
    const probabilities = softmax(z.map(exact));
    const sum = total(shifted.map((entry, k) => multiply(probabilities[k]!, expm1(entry))));
    if (sum.high > LEAST_SUM) return rounded(multiply(targets, log1p(sum)));
  }
  const after = z.map((entry, k) => twoSum(entry, delta[k]!));
  return rounded(multiply(targets, subtract(subtract(logSumExp(after), logSumExp(z.map(exact))), shift)));
};
