import type { LayerPlace } from '@gradproof/model';

/** A run of units of one layer: from ≤ unit < until. */
export interface Units {
  readonly layer: number;
  readonly from: number;
  readonly until: number;
}

/** A coordinate without a derivative: whatever lies between these is right. */
export interface OneSidedCoordinate {
  readonly coordinate: number;
  readonly lower: number;
  readonly upper: number;
}

/** gradapprox of some units of a layer. */
export interface UnitGradients {
  /** [units, inputs]. */
  readonly weights: Float64Array;
  /** [units]. */
  readonly biases: Float64Array;
  /** ‖s‖ of each unit over the examples. */
  readonly responseNorms: Float64Array;
  /** [units]: what stands for ‖s‖ in the rounding of biases, where that is less than the weights'; by default responseNorms. */
  readonly biasNorms?: Float64Array;
  /** Coordinates whose step crosses a kink, ascending in weights, then in biases. */
  readonly crossed: readonly number[];
  readonly oneSided: readonly OneSidedCoordinate[];
  /** [units]: how many times the cost of all examples was evaluated for each. */
  readonly evaluations: Float64Array;
}

/** Differentiates runs of units. An entry's bits don't depend on where it is computed, nor on the units that are computed with it. */
export interface UnitRunner {
  /** Rejects with the signal's reason once it is aborted. */
  readonly run: (units: Units, epsilon: number, signal?: AbortSignal) => Promise<UnitGradients>;
  /** How many runs it computes at a time. */
  readonly parallel: number;
  readonly dispose: () => Promise<void>;
}

/** What an incremental evaluator needs to know of a layer. */
export interface DifferentiatedLayer {
  readonly place: LayerPlace;
  /** The (unit, example) pairs that stand at their kink. */
  readonly atKink: readonly number[];
  /** ‖A[j]‖ of each input over the examples. */
  readonly inputNorms: Float64Array;
}

/** What an incremental evaluator needs to know of a network after its forward pass. */
export interface DifferentiatedNetwork {
  readonly layers: readonly DifferentiatedLayer[];
  readonly examples: number;
  /** How far rounding moves an entry, in units of ‖s‖·‖A‖/m, s its unit's responses and A its input. */
  readonly rounding: number;
  /** Whether every example's cost is finite: otherwise there is nothing to differentiate. */
  readonly finite: boolean;
}
