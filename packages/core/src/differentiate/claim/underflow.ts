import type { GradientPrecision } from '../../contract/gradient-precision.ts';
import { subnormalUnitOf } from '../../numerics/float-formats.ts';

/**
 * What underflow may leave of an entry. Hardware that flushes subnormal numbers to 0 loses up to 2⁻¹²⁶ of float32 or bfloat16 each time, 64 of which are
 * allowed for; float16 has nothing below its smallest subnormal number, 2⁻²⁴, for which its hardware doesn't flush.
 */
export const UNDERFLOW: Readonly<Record<GradientPrecision, number>> = {
  float64: 2 ** -1016,
  float32: 2 ** -120,
  float16: subnormalUnitOf('float16'),
  bfloat16: 2 ** -120,
};
