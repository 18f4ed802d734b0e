import { exact, rounded, scale, twoSum, type DoubleDouble } from '../special/double-double.ts';
import { logisticRise } from '../special/logistic.ts';
import { isSmallStep, tanh as tanhOfSmall } from '../special/small-steps.ts';
import type { Activation } from './activation.ts';

const twice = (x: DoubleDouble): DoubleDouble => scale(x, 1);

const rise = (z: number, delta: number): number =>
  rounded(twice(logisticRise(twice(exact(z)), twice(twoSum(z, delta)), twice(exact(delta)))));

const derivative = (z: number): number => {
  const inverse = 1 / Math.cosh(z);
  return inverse * inverse;
};

/** t′·(1 − t²)/(1 + t·t′), t = tanh z, t′ = tanh δ. */
const near = (_z: number, delta: number, t: number, slope: number): number => {
  const step = tanhOfSmall(delta);
  return (step * slope) / (1 + t * step);
};

/**
 * f(z) = tanh z = 2σ(2z) − 1; f′(z) = 1 / cosh² z, which keeps its digits in the tails where 1 − tanh² cancels;
 * the increment is that of 2σ(2z), a step down being one up from −z: tanh is odd.
 */
export const tanh: Activation = {
  value: Math.tanh,
  derivative,
  increment: (z, delta) => (delta < 0 ? -rise(-z, -delta) : rise(z, delta)),
  kink: null,
  near: { tables: [Math.tanh, derivative], holds: isSmallStep, increment: near, isOdd: false },
};
