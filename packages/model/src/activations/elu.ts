import type { Activation } from './activation.ts';

/** f(z) = z for z > 0, e^z − 1 otherwise (α = 1: the derivative is continuous, so 0 is no kink). Clevert et al. 2015. */
export const elu: Activation = {
  value: (z) => (z > 0 ? z : Math.expm1(z)),
  derivative: (z) => (z > 0 ? 1 : Math.exp(z)),
  kink: null,
};
