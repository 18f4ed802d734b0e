/** Some entries of a tensor. */
export interface NamedEntries {
  readonly first: number;
  readonly entries: number;
}

/** Entries of the gradient that are NaN or infinite. */
export type NonFiniteEntries = NamedEntries;

/** A coordinate at a kink, and the derivatives that its gradient may lie between. */
export interface OneSidedEntry {
  readonly coordinate: number;
  readonly lower: number;
  readonly upper: number;
}

/** gradapprox at a coordinate. */
export interface SampledEntry {
  readonly coordinate: number;
  readonly gradapprox: number;
  /** How far the engine's own rounding may have moved it; 0 where it is left out. */
  readonly error?: number;
}

/** Both gradients at one coordinate. */
export interface CoordinateEntry {
  readonly coordinate: number;
  readonly grad: number;
  readonly gradapprox: number;
}

/**
 * gradapprox over a block whose gradient disagrees with it, as a whole or in an entry: what the verdict and the diagnosis look at entry by
 * entry. Of a sample: over neighbouring coordinates.
 */
export interface Suspect {
  /** The first coordinate. */
  readonly start: number;
  readonly gradapprox: Float64Array;
  /** How far each may be off, e; Infinity where it can't be had. */
  readonly error: Float64Array;
}
