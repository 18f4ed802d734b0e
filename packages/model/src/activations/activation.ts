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
  /** The increment of small steps. */
  readonly near: NearIncrement;
}

/**
 * f(z + δ) − f(z) in closed form for small steps δ, to a few roundings, where Activation.increment takes many times as long for the last:
 * docs/method.md, "The incremental method". engine-cpu's kernels have it operation for operation, for the same bits.
 */
export interface NearIncrement {
  /** What the form needs of f at z, beside z itself: at most two. */
  readonly tables: readonly ((z: number) => number)[];
  /** Whether it holds for this step; without it, for every step. */
  readonly holds?: (z: number, delta: number) => boolean;
  /** The increment, `first` and `second` being the tables at z. */
  readonly increment: (z: number, delta: number, first: number, second: number) => number;
  /** True where, for steps that cross no kink, the opposite step has the opposite increment, bit for bit. */
  readonly isOdd: boolean;
}
