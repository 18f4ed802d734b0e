import { add, exact, multiply, rounded, twoSum } from '../special/double-double.ts';
import { nearRamp, rampIncrement } from '../special/ramp.ts';
import type { Activation } from './activation.ts';

/** The slope for negative z: 0.01, as PyTorch's and Keras's first versions have it. */
export const LEAKY_SLOPE = 0.01;

/** By how much the slope jumps at the kink, 1 − slope, exactly. */
const KINK_JUMP = twoSum(1, -LEAKY_SLOPE);

/** The ramp's increment, and slope times the rest, which is that of min(z, 0). */
const near = (z: number, delta: number): number => {
  const ramp = nearRamp(z, delta);
  return ramp + LEAKY_SLOPE * (delta - ramp);
};

/** f(z) = z for z > 0, slope · z otherwise, that is slope · z + (1 − slope) · max(z, 0). */
export const leakyRelu: Activation = {
  value: (z) => (z > 0 ? z : LEAKY_SLOPE * z),
  derivative: (z) => (z > 0 ? 1 : z <= 0 ? LEAKY_SLOPE : NaN),
  increment: (z, delta) =>
    rounded(add(multiply(exact(LEAKY_SLOPE), exact(delta)), multiply(KINK_JUMP, rampIncrement(z, delta)))),
  kink: 0,
  near: { tables: [], increment: near, isOdd: true },
};
