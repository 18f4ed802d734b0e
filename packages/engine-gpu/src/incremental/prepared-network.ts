import type { DifferentiatedNetwork } from '@gradproof/core/engine';
import type { CostName, LayerPlace } from '@gradproof/model';

/** A layer as the tails go through it: float64 as the forward pass left it, float32 for the device. */
export interface PreparedLayer {
  readonly place: LayerPlace;
  /** W, [units, inputs]. */
  readonly weights: Float32Array;
  /** z, [units, examples]. */
  readonly z: Float64Array;
  /** [tables·units, examples], one table below the other: z (a kink's left side where z is at one), then what the activation's increment needs. */
  readonly tables: Float32Array;
  /** How many tables. */
  readonly tableCount: number;
  /** Where z stands at the activation's kink: unit·examples + example, ascending. */
  readonly atKink: readonly number[];
  readonly kinked: boolean;
  /** A of the layer before (or X), [inputs, examples]. */
  readonly inputs: Float64Array;
  /** The same transposed, [examples, inputs]. */
  readonly inputColumns: Float32Array;
  /** ‖A[j]‖ of each input over the examples. */
  readonly inputNorms: Float64Array;
}

/** A network on its examples after one forward pass in float64. */
export interface PreparedNetwork extends DifferentiatedNetwork {
  readonly layers: readonly PreparedLayer[];
  readonly theta: Float64Array;
  readonly cost: CostName;
  /** [tables·units of the last layer, examples]. */
  readonly costTables: Float32Array;
  /** a of the last layer and y, [units, examples]. */
  readonly outputs: Float64Array;
  readonly targets: Float64Array;
  readonly l2: number;
}
