import { rounded } from '../special/double-double.ts';
import { normalCdf, normalDensity } from '../special/normal.ts';
import type { Activation } from './activation.ts';
import { geluIncrement } from './gelu-increment.ts';

/** f(z) = z·Φ(z), Φ the standard normal distribution (the erf form, not the tanh approximation). Hendrycks and Gimpel 2016. */
export const gelu: Activation = {
  value: (z) => (z === -Infinity ? 0 : z * normalCdf(z)),
  derivative: (z) => normalCdf(z) + z * normalDensity(z),
  increment: (z, delta) => rounded(geluIncrement(z, delta)),
  kink: null,
};
