import { absolute, add, divide, multiply, negate, ONE, type DoubleDouble } from './double-double.ts';
import { exp, expm1 } from './exponential.ts';

/** σ(x) = 1/(1 + e^−x), written with e^−|x| so that it keeps its digits in the lower tail. */
export const logistic = (x: DoubleDouble): DoubleDouble => {
  const e = exp(negate(absolute(x)));
  return divide(x.high < 0 ? e : ONE, add(ONE, e));
};

/** σ(to) − σ(from) = σ(to)·σ(−from)·(1 − e^−δ) for δ = to − from ≥ 0: three factors of [0, 1], no cancellation. */
export const logisticRise = (from: DoubleDouble, to: DoubleDouble, delta: DoubleDouble): DoubleDouble =>
  multiply(multiply(logistic(to), logistic(negate(from))), negate(expm1(negate(delta))));
