import { exact, rounded, twoSum } from '../special/double-double.ts';
import { logisticRise } from '../special/logistic.ts';
import { expm1, isSmallStep } from '../special/small-steps.ts';
import type { Activation } from './activation.ts';

const value = (z: number): number => 1 / (1 + Math.exp(-z));

const derivative = (z: number): number => value(z) * value(-z);

const rise = (z: number, delta: number): number =>
  rounded(logisticRise(exact(z), twoSum(z, delta), exact(delta)));

/** σ(z)σ(−z)·e/(1 + σ(z)·e), e = e^δ − 1. */
const near = (_z: number, delta: number, sigma: number, slope: number): number => {
  const e = expm1(delta);
  return (e * slope) / (1 + sigma * e);
};

/**
 * σ(z) = 1 / (1 + e^−z); σ′(z) = σ(z)·σ(−z), which keeps its digits in both tails;
 * σ(z + δ) − σ(z) = σ(z + δ)·σ(−z)·(1 − e^−δ), a step down being one up from −z: σ(−z) = 1 − σ(z).
 */
export const sigmoid: Activation = {
  value,
  derivative,
  increment: (z, delta) => (delta < 0 ? -rise(-z, -delta) : rise(z, delta)),
  kink: null,
  near: { tables: [value, derivative], holds: isSmallStep, increment: near, isOdd: false },
};
