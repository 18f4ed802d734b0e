/** A function applied to every pre-activation z of a layer. */
export interface Activation {
  /** f(z). */
  readonly value: (z: number) => number;
  /** f′(z). At a kink (relu, leaky-relu: z = 0) the derivative from the left, as frameworks take it. */
  readonly derivative: (z: number) => number;
  /** Where f has no derivative; null when it is smooth everywhere. */
  readonly kink: number | null;
}
