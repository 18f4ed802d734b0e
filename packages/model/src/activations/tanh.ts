import { exact, rounded, scale, twoSum, type DoubleDouble } from '../special/double-double.ts';
import { logisticRise } from '../special/logistic.ts';
import type { Activation } from './activation.ts';

const twice = (x: DoubleDouble): DoubleDouble => scale(x, 1);

const rise = (z: number, delta: number): number =>
  rounded(twice(logisticRise(twice(exact(z)), twice(twoSum(z, delta)), twice(exact(delta)))));

/**
 * f(z) = tanh z = 2σ(2z) − 1; f′(z) = 1 / cosh² z, which keeps its digits in the tails where 1 − tanh² cancels;
 * the increment is that of 2σ(2z), a step down being one up from −z: tanh is odd.
 */
export const tanh: Activation = {
  value: Math.tanh,
  derivative: (z) => {
    const inverse = 1 / Math.cosh(z);
    return inverse * inverse;
  },
  increment: (z, delta) => (delta < 0 ? -rise(-z, -delta) : rise(z, delta)),
  kink: null,
};
