import type { Activation } from './activation.ts';

/** The slope for negative z: 0.01, as PyTorch's and Keras's first versions have it. */
export const LEAKY_SLOPE = 0.01;

/** f(z) = z for z > 0, slope · z otherwise. */
export const leakyRelu: Activation = {
  value: (z) => (z > 0 ? z : LEAKY_SLOPE * z),
  derivative: (z) => (z > 0 ? 1 : z <= 0 ? LEAKY_SLOPE : NaN),
  kink: 0,
};
