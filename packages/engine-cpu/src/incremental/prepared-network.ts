import type { CostName, LayerPlace } from '@gradproof/model';

/** A layer as the tails go through it. */
export interface PreparedLayer {
  readonly place: LayerPlace;
  /** The pre-activations' tables in the layout of panels, one after the other: z, then those of tables.ts. */
  readonly tables: Float64Array;
  /** Numbers from one group of four examples to the next. */
  readonly stride: number;
  /** Where z can't be told from the activation's kink (ascending offsets); the table holds −∞ there: the kink's left side. */
  readonly atKink: readonly number[];
  readonly kinked: boolean;
  /** A of the layer before (or X), [inputs/4][examples][4]. */
  readonly inputs: Float64Array;
  /** ‖A[j]‖ of each input over the examples. */
  readonly inputNorms: Float64Array;
}

/** A network on its examples after one forward pass: all that threads need, in memory that they share. */
export interface PreparedNetwork {
  readonly layers: readonly PreparedLayer[];
  readonly theta: Float64Array;
  readonly cost: CostName;
  readonly costTables: Float64Array;
  readonly l2: number;
  readonly examples: number;
  /** Groups of four examples. */
  readonly groups: number;
  /** How far rounding moves an entry, in units of ‖s‖·‖A‖/m. */
  readonly rounding: number;
  /** Whether every example's cost is finite: otherwise there is nothing to differentiate. */
  readonly finite: boolean;
}
