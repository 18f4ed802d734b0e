import { LARGEST_COMPONENT, LEAST_COMPONENT } from '../../numerics/direction.ts';
import type { Neighbourhood } from './neighbourhood.ts';

/** A ray θ + t·w out of θ, max |wᵢ| = 1, and the weight of J's gradient along it for t → 0. */
export interface Ray {
  readonly w: Float64Array;
  readonly weight: number;
}

/** Why a claim is a convex combination of limits of gradients: Σ weight·(gradient along the ray), and within what, in J's change by unit. */
export interface Proof {
  readonly rays: readonly Ray[];
  /** How far g·v may be off along any pattern v. */
  readonly along: number;
}

/** The probability that an error of the stated norm is seen along three patterns is 99.9 % where the discrepancy is beyond √2·10 of it. */
const NORM_FACTOR = Math.SQRT2 * 10;

/**
 * How far single entries may be off where g·v is right within `along` for patterns v, ±U[⅓, 1]: one entry's error makes a third of it
 * at the least. Where errors of several cancel in a pattern the norm counts: the discrepancy of an error of norm ρ lies within ±x with
 * probability √2·x/ρ at the most for ±U[½, 3/2], in three patterns with its cube (docs/method.md, "Probes").
 */
export const entryLimit = (along: number, tied: number): number =>
  along * LARGEST_COMPONENT * Math.max(1 / LEAST_COMPONENT, NORM_FACTOR / Math.sqrt(tied));

/** The same limit of every tied coordinate, in slopes by θ. */
export const limitsOf = ({ lengths }: Neighbourhood, along: number, tied: readonly number[]): Float64Array =>
  Float64Array.from(tied, (i) => entryLimit(along, tied.length) / lengths[i]!);
