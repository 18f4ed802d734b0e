import { rounded } from '../special/double-double.ts';
import { normalCdf, normalDensity } from '../special/normal.ts';
import { isLarge } from '../special/small-steps.ts';
import type { Activation } from './activation.ts';
import { geluIncrement } from './gelu-increment.ts';

/** δ·Φ(z) + (z + δ)·φ(z)·I, I = ∫₀^δ e^(−zt − t²/2) dt = δ(1 − zδ/2 + (z² − 1)δ²/6 − (z³ − 3z)δ³/24). */
const near = (z: number, delta: number, cdf: number, density: number): number => {
  const square = z * z;
  const third = z * (square - 3) * (1 / 24);
  let sum = (square - 1) * (1 / 6) - delta * third;
  sum = delta * sum - z * 0.5;
  sum = 1 + delta * sum;
  const area = density * (delta * sum);
  return delta * cdf + (z + delta) * area;
};

/** f(z) = z·Φ(z), Φ the standard normal distribution (the erf form, not the tanh approximation). Hendrycks and Gimpel 2016. */
export const gelu: Activation = {
  value: (z) => (z === -Infinity ? 0 : z * normalCdf(z)),
  derivative: (z) => normalCdf(z) + z * normalDensity(z),
  increment: (z, delta) => rounded(geluIncrement(z, delta)),
  kink: null,
  near: {
    tables: [normalCdf, normalDensity],
    holds: (z, delta) => !isLarge(delta * (1 + Math.abs(z))),
    increment: near,
    isOdd: false,
  },
};
