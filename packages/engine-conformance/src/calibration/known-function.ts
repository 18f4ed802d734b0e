/** A cost with its gradient in closed form, at a point. */
export interface KnownFunction {
  readonly name: string;
  /** Which part of the suite it belongs to. */
  readonly group: string;
  readonly theta: readonly number[];
  readonly cost: (theta: Float64Array) => number;
  readonly gradient: (theta: Float64Array) => Float64Array;
}
