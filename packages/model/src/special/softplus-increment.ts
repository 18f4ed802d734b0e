import {
  absolute,
  add,
  exact,
  multiply,
  negate,
  subtract,
  twoSum,
  type DoubleDouble,
} from './double-double.ts';
import { exp, expm1, log1p } from './exponential.ts';
import { logistic } from './logistic.ts';
import { rampIncrement } from './ramp.ts';

/** log(1 + e^−|x|): what softplus has above max(x, 0). */
const aboveRamp = (x: DoubleDouble): DoubleDouble => log1p(exp(negate(absolute(x))));

/**
 * log(1 + e^(z+δ)) − log(1 + e^z). A step of less than 1 from a to b > a gives log(1 + σ(a)·(e^(b−a) − 1)), where nothing
 * cancels; a larger one the difference of max(x, 0) + log(1 + e^−|x|), where at most two bits do.
 */
export const softplusIncrement = (z: number, delta: number): DoubleDouble => {
  const [start, end] = [exact(z), twoSum(z, delta)];
  if (!(Math.abs(delta) < 1)) {
    return add(rampIncrement(z, delta), subtract(aboveRamp(end), aboveRamp(start)));
  }
  const rise = log1p(multiply(logistic(delta < 0 ? end : start), expm1(exact(Math.abs(delta)))));
  return delta < 0 ? negate(rise) : rise;
};
