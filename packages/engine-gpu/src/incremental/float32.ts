import { coordinateName, type Layout } from '@gradproof/flatteners';
import { CPU_ENGINE, GpuError } from '../gpu-error.ts';

/** u of float32: the largest relative error of one rounding. */
export const UNIT_ROUND_OFF = 2 ** -24;

/**
 * The rounding error of an entry, in units of ‖s‖·‖A‖/m: eight roundings. They are as good as independent between examples and between
 * the terms of blocked sums, so that they add up as their squares: docs/method.md, "In float32".
 */
export const ROUND_OFF = 8 * UNIT_ROUND_OFF;

/** The smallest number that every device keeps all digits of: below it some flush to 0. */
export const LEAST_NORMAL = 2 ** -126;

/** What underflow takes from an increment on its way to the cost, where the weights after it don't add up to more than 2¹⁰: as many least normal numbers. */
export const LOST = 2 ** 10 * LEAST_NORMAL;

/** Whether underflow takes more than LOST: `least` being the largest increment of the layer where that is smallest, `increment` what comes of it. */
export const isLost = (increment: number, least: number): boolean =>
  increment > LOST && increment * LEAST_NORMAL > LOST * least;
const LARGEST = 3.4e38;

/** The nearest float32 numbers. */
export const toFloat32 = (values: Float64Array): Float32Array => Float32Array.from(values);

/** z as float32; what isn't 0 stays on its side of a kink at 0. */
export const keepSide = (z: number): number =>
  z !== 0 && Math.abs(z) < LEAST_NORMAL ? Math.sign(z) * LEAST_NORMAL : z;

const TO_THE_CPU = 'Use the cpu engine, which computes in float64.';

/** Throws GpuError when a parameter is larger than float32 numbers are. */
export const refuseLargeParameters = (layout: Layout, theta: Float64Array): void => {
  const at = theta.findIndex((value) => Math.abs(value) > LARGEST);
  if (at < 0) return;
  throw new GpuError(
    `${coordinateName(layout, at)} is ${theta[at]}, beyond the range of the gpu engine's float32 numbers. ${TO_THE_CPU}`,
    [CPU_ENGINE],
  );
};

/** Throws GpuError when one of these (what it is called, for the message) is larger than float32 numbers are. */
export const refuseLarge = (name: string, values: Float32Array): void => {
  const at = values.findIndex((value) => !(Math.abs(value) <= LARGEST));
  if (at < 0) return;
  throw new GpuError(`${name} go beyond the range of the gpu engine's float32 numbers. ${TO_THE_CPU}`, [
    CPU_ENGINE,
  ]);
};

/** The error where a tail's increments become too small for float32 on their way to a cost that needs them. */
export const underflow = (): GpuError =>
  new GpuError(
    `A tail's increments fall below the range of the gpu engine's float32 numbers and are lost: the weights after them are large. ${TO_THE_CPU}`,
    [CPU_ENGINE],
  );

/** The largest relative difference that float32 leaves of a right gradient, derived in docs/method.md: 32 roundings, 1.9e-6. */
export const RELATIVE_ERROR = 2e-6;
