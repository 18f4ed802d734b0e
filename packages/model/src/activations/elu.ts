import {
  exact,
  multiply,
  negate,
  rounded,
  subtract,
  twoSum,
  type DoubleDouble,
} from '../special/double-double.ts';
import { exp, expm1 } from '../special/exponential.ts';
import { expm1 as expm1OfSmall, isSmallStep } from '../special/small-steps.ts';
import type { Activation } from './activation.ts';

/**
 * f(to) − f(from) for δ = to − from ≥ 0: δ, or e^to·(1 − e^−δ), both factors at most 1,
 * or from one side of 0 to the other to − (e^from − 1), where both parts are positive.
 */
const rise = (from: DoubleDouble, to: DoubleDouble, delta: DoubleDouble): DoubleDouble => {
  if (from.high > 0) return delta;
  return to.high > 0 ? subtract(to, expm1(from)) : multiply(exp(to), negate(expm1(negate(delta))));
};

/** f(z) = z for z > 0, e^z − 1 otherwise (α = 1: the derivative is continuous, so 0 is no kink). Clevert et al. 2015. */
export const elu: Activation = {
  value: (z) => (z > 0 ? z : Math.expm1(z)),
  derivative: (z) => (z > 0 ? 1 : Math.exp(z)),
  increment: (z, delta) =>
    delta < 0
      ? -rounded(rise(twoSum(z, delta), exact(z), exact(-delta)))
      : rounded(rise(exact(z), twoSum(z, delta), exact(delta))),
  kink: null,
  near: {
    tables: [Math.exp],
    holds: (z, delta) => isSmallStep(z, delta) && Math.abs(delta) <= Math.abs(z),
    increment: (z, delta, exponential) => (z > 0 ? delta : exponential * expm1OfSmall(delta)),
    isOdd: false,
  },
};
