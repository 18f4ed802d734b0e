/**
 * What would settle a check, or make it say more. Data, not words: whoever shows a report (command line, test matcher, page) words it
 * in the terms of its own options.
 */
export type Remedy =
  /** A step below this one. */
  | { readonly kind: 'smaller-step'; readonly below: number }
  /** A step above this one. */
  | { readonly kind: 'larger-step'; readonly above: number }
  /** No step given: each coordinate, or direction, has its own then. */
  | { readonly kind: 'searched-steps' }
  /** A threshold from this one. */
  | { readonly kind: 'larger-threshold'; readonly above: number }
  /** Checking without the incremental method. */
  | { readonly kind: 'textbook-method' }
  /** More, or other, coordinates. */
  | { readonly kind: 'coverage'; readonly coverages: readonly ('full' | 'sample')[] }
  /** Parameters at which J is in its domain, or smooth. */
  | { readonly kind: 'another-point' }
  /** The same J(θ) at every evaluation. */
  | { readonly kind: 'deterministic-cost' }
  /** A J that doesn't depend on what was evaluated before. */
  | { readonly kind: 'stateless-cost' }
  /** The gradient in float64, or as a function whose rounding can be measured. */
  | { readonly kind: 'precise-gradient' }
  /** More digits of J. */
  | { readonly kind: 'precise-cost' }
  /** The losses of the examples in place of their sum, which is then taken in float64. */
  | { readonly kind: 'losses' }
  | { readonly kind: 'smoother-cost' };
