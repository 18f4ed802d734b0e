import {
  absolute,
  add,
  divide,
  exact,
  multiply,
  negate,
  ONE,
  scale,
  subtract,
  ZERO,
  type DoubleDouble,
} from './double-double.ts';
import { exp } from './exponential.ts';

const INVERSE_SQRT_2PI: DoubleDouble = { high: 0.3989422804014327, low: -2.49232720227773e-17 };
const HALF = exact(0.5);
/** Below this x the power series gives 1 − Φ (at 4 it loses 14 of its 104 bits); above it the continued fraction does. */
const SERIES_LIMIT = 4;
/** Here even 1 − Φ(x) times x is below the smallest double. */
const UNDERFLOW = 40;

/** The density of the standard normal distribution, φ(x) = e^(−x²/2)/√(2π). */
export const density = (x: DoubleDouble): DoubleDouble =>
  Math.abs(x.high) > UNDERFLOW ? ZERO : multiply(INVERSE_SQRT_2PI, exp(scale(negate(multiply(x, x)), -1)));

/** Φ(x) − ½ = φ(x)·(x + x³/3 + x⁵/15 + …), Abramowitz and Stegun 26.2.11. */
const centralArea = (x: DoubleDouble): DoubleDouble => {
  const square = multiply(x, x);
  let term = x;
  let sum = x;
  for (let odd = 3; Math.abs(term.high) > Math.abs(sum.high) * 2 ** -108; odd += 2) {
    term = divide(multiply(term, square), exact(odd));
    sum = add(sum, term);
  }
  return multiply(density(x), sum);
};

/** φ(x)/(1 − Φ(x)) = x + 1/(x + 2/(x + 3/(x + …))) for x ≥ 4, Abramowitz and Stegun 26.2.14, from its far end. */
const hazard = (x: DoubleDouble): DoubleDouble => {
  const terms = Math.ceil(20 + 1400 / (x.high * x.high)); // found by trial: leaves 2^−104
  let denominator = x;
  for (let k = terms; k >= 1; k--) denominator = add(x, divide(exact(k), denominator));
  return denominator;
};

/** 1 − Φ(x) = Φ(−x), the upper tail of the standard normal distribution, its relative precision kept for large x. */
export const upperTail = (x: DoubleDouble): DoubleDouble => {
  if (x.high < -SERIES_LIMIT) return subtract(ONE, upperTail(absolute(x)));
  if (x.high > UNDERFLOW) return ZERO;
  if (x.high > SERIES_LIMIT) return divide(density(x), hazard(x));
  return subtract(HALF, centralArea(x));
};
