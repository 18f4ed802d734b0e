import type { Activation } from './activation.ts';

/** f(z) = max(z, 0). NaN stays NaN. */
export const relu: Activation = {
  value: (z) => (z <= 0 ? 0 : z),
  derivative: (z) => (z <= 0 ? 0 : z > 0 ? 1 : NaN),
  kink: 0,
};
