import { rounded } from '../special/double-double.ts';
import { nearRamp, rampIncrement } from '../special/ramp.ts';
import type { Activation } from './activation.ts';

/** f(z) = max(z, 0). NaN stays NaN. */
export const relu: Activation = {
  value: (z) => (z <= 0 ? 0 : z),
  derivative: (z) => (z <= 0 ? 0 : z > 0 ? 1 : NaN),
  increment: (z, delta) => rounded(rampIncrement(z, delta)),
  kink: 0,
  near: { tables: [], increment: nearRamp, isOdd: true },
};
