import type { Activation } from './activation.ts';

const value = (z: number): number => 1 / (1 + Math.exp(-z));

/** σ(z) = 1 / (1 + e^−z); σ′(z) = σ(z)·σ(−z), which keeps its digits in both tails. */
export const sigmoid: Activation = { value, derivative: (z) => value(z) * value(-z), kink: null };
