import type { Line } from '../../contract/line.ts';
import { type CoordinateScales, lengthAlong } from './scales.ts';

/** What is known of J on every line through θ. */
export interface Ground {
  /** J(θ). */
  readonly cost: number;
  /** The standard deviation of J's noise. */
  readonly sigma: number;
  /** How large J's values are; by default |J(θ)|. */
  readonly size?: number | undefined;
  /** Whether J rounds its parameters to float32. */
  readonly single?: boolean | undefined;
}

/** The line that moves coordinate i alone. */
export const lineOfCoordinate = (
  { cost, sigma, size = Math.abs(cost), single = false }: Ground,
  { scales, reaches, unscaled }: CoordinateScales,
  theta: Float64Array,
  i: number,
): Line => ({
  cost,
  sigma,
  size,
  single,
  scale: scales[i]!,
  reach: reaches[i]!,
  at: theta[i]!,
  unscaled: unscaled[i] === 1,
});

/** The line along a direction. */
export const lineAlong = (
  { cost, sigma, size = Math.abs(cost), single = false }: Ground,
  { scales, reaches }: CoordinateScales,
  direction: Float64Array,
): Line => ({
  cost,
  sigma,
  size,
  single,
  scale: lengthAlong(direction, scales),
  reach: lengthAlong(direction, reaches),
  at: null,
  unscaled: false,
});
