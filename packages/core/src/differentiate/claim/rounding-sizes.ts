import type { GradientPrecision } from '../../contract/gradient-precision.ts';
import { unitRoundOffOf } from '../../numerics/float-formats.ts';
import { growthOf } from './pseudo-rounding.ts';

/** Of what size a precision's roundings are, as parts of what is rounded. */
export interface RoundingSizes {
  /** u, the unit round-off. */
  readonly u: number;
  /** The root mean square of one rounding, which is uniform on ±u. */
  readonly rounding: number;
  /** How far a parameter or an example is from the precision's number next to it; 0 in float64, which holds them. */
  readonly unheld: number;
}

/** The root mean square of a number that is uniform on ±1. */
const UNIFORM = 1 / Math.sqrt(3);

/** The sizes of a precision's roundings. */
export const roundingSizes = (precision: GradientPrecision): RoundingSizes => {
  const u = unitRoundOffOf(precision);
  return { u, rounding: UNIFORM * u, unheld: precision === 'float64' ? 0 : u };
};

/**
 * The root mean square of the norm of what rounding makes of sums of so many terms, as PseudoRounding.roundSums does.
 *
 * @param sizes The norm of the roots of their terms' sums of squares.
 * @param sums The norm of the sums.
 */
export const roundedSums = (u: number, terms: number, sizes: number, sums: number): number =>
  u * growthOf(terms) * (sizes + UNIFORM * sums);
