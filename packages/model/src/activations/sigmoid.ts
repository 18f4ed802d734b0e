import { exact, rounded, twoSum } from '../special/double-double.ts';
import { logisticRise } from '../special/logistic.ts';
import type { Activation } from './activation.ts';

const value = (z: number): number => 1 / (1 + Math.exp(-z));

const rise = (z: number, delta: number): number =>
  rounded(logisticRise(exact(z), twoSum(z, delta), exact(delta)));

/**
 * σ(z) = 1 / (1 + e^−z); σ′(z) = σ(z)·σ(−z), which keeps its digits in both tails;
 * σ(z + δ) − σ(z) = σ(z + δ)·σ(−z)·(1 − e^−δ), a step down being one up from −z: σ(−z) = 1 − σ(z).
 */
export const sigmoid: Activation = {
  value,
  derivative: (z) => value(z) * value(-z),
  increment: (z, delta) => (delta < 0 ? -rise(-z, -delta) : rise(z, delta)),
  kink: null,
};
