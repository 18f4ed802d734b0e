/** A function applied to every pre-activation z of a layer. */
export interface Activation {
  /** f(z). */
  readonly value: (z: number) => number;
  /** f′(z). At a kink (relu, leaky-relu: z = 0) the derivative from the left, as frameworks take it. */
  readonly derivative: (z: number) => number;
  /**
   * f(z + δ) − f(z) for these very z and δ, as if z + δ weren't rounded and nothing cancelled: the nearest double
   * or its neighbour, for any δ; in the subnormal range to a few 2^−1074.
   */
  readonly increment: (z: number, delta: number) => number;
  /** Where f has no derivative; null when it is smooth everywhere. */
  readonly kink: number | null;
}
