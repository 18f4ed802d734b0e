/** What a tensor's rows cost to differentiate: one row is all coordinates of a unit. */
export interface TensorWork {
  /** Coordinates of a row. */
  readonly row: number;
  /** Floating-point operations of a row. */
  readonly operations: number;
}
