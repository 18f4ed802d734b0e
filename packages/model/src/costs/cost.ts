import type { ActivationName } from '../activations/index.ts';

/**
 * The cost of one example as a function of the last layer, K units.
 * Arrays are [K, m] row-major and `example` selects a column: entry k stands at k·m + example.
 */
export interface Cost {
  /** The last layer's activation, when the cost fixes it (it is then differentiated together with the cost). */
  readonly lastActivation: ActivationName | null;
  /** The cost of one example, not divided by m. `z`: logits, `a`: activations, `y`: targets. */
  readonly value: (
    z: Float64Array,
    a: Float64Array,
    y: Float64Array,
    units: number,
    examples: number,
    example: number,
  ) => number;
  /**
   * The increment of one example's cost, not divided by m, when its logits z (its activations a, where the cost doesn't fix
   * the last activation) move by `delta`: as if nothing were rounded or cancelled on the way, for any delta.
   */
  readonly increment: (
    z: Float64Array,
    a: Float64Array,
    y: Float64Array,
    delta: Float64Array,
    units: number,
    examples: number,
    example: number,
  ) => number;
  /**
   * How far rounding on the way moves the value of an entry (standard deviation, at most), where that may be further than the value's own: the logarithm
   * of what is nearly 1 is smaller than the rounding of that, the logarithm of a small difference from 1 magnifies it.
   */
  readonly roundOff?: (z: number, a: number, y: number) => number;
  /** ∂cost/∂z of an entry where `lastActivation` is fixed, ∂cost/∂a otherwise. `total`: Σₖ yₖ of the example. */
  readonly derivative: (a: number, y: number, total: number) => number;
}
