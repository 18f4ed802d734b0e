import type { Counted } from '../numerics/counted.ts';
import type { GradientSums } from '../numerics/relative-difference.ts';
import type { SumOfSquares } from '../numerics/sum-of-squares.ts';
import type { NonFiniteCost } from './engine.ts';
import type { CoordinateEntry, NamedEntries, OneSidedEntry, SampledEntry, Suspect } from './entries.ts';
import type { StepSearch } from './step-search.ts';

/** The sums of squares over one block. */
export interface BlockSums extends ErrorSums {
  /** Which tensor of the layout the block lies in. */
  readonly tensor: number;
  readonly start: number;
  readonly end: number;
}

/** What is summed of both gradients, and of gradapprox's error e as far as it is known entry by entry (docs/method.md, "The verdict"). */
export interface ErrorSums extends GradientSums {
  /** Of e. Infinite where gradapprox can't be had. */
  readonly error: SumOfSquares;
  /** The same, of the entries that stand at a kink or cross one. */
  readonly kinkError: SumOfSquares;
  /** Of what of |grad − gradapprox| is beyond e, (|r| − e)₊; 0 for a suspect, whose entries are looked at one by one. */
  readonly beyond: SumOfSquares;
  /** The largest finite e. */
  readonly largestError: number;
}

/** The sums over a set of coordinates. */
export interface Totals extends ErrorSums {
  /** How many coordinates. */
  readonly coordinates: number;
}

/** A tensor's totals and what stands out in it. */
export interface TensorTotals extends Totals {
  readonly worst: readonly CoordinateEntry[];
  readonly nonFinite: NamedEntries | null;
  /** Coordinates that J doesn't change with. */
  readonly unmoved: NamedEntries | null;
}

/** So many coordinates at kinks are kept at the most: more than can be judged together. */
export const KEPT_KINKS = 10_000;

/** Kinks that were met: how many, and the first of them. */
export interface MetKinks {
  /** (unit, example) pairs of the whole network that stand at theirs. */
  readonly at: number;
  /** Coordinates whose step crosses one. */
  readonly crossed: Counted<number>;
  /** Coordinates that have one-sided derivatives alone; the first KEPT_KINKS of them, since they are judged together. */
  readonly oneSided: Counted<OneSidedEntry>;
}

/** Everything the shards found, independent of how the vector was cut and of the order of arrival. */
export interface Aggregate {
  readonly overall: Totals;
  /** One per tensor of the layout. */
  readonly tensors: readonly TensorTotals[];
  readonly kinks: MetKinks;
  readonly sample: readonly SampledEntry[];
  readonly suspects: readonly Suspect[];
  readonly search: StepSearch | null;
  readonly nonFiniteCost: NonFiniteCost | null;
  readonly evaluations: number;
}
