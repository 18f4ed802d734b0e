/** J on a line through θ: φ(t) = J(θ + t·v), of which the slope at 0 is asked. */
export interface Line {
  /** φ(0) = J(θ). */
  readonly cost: number;
  /** The standard deviation of φ's noise. */
  readonly sigma: number;
  /** How large φ's values are: |φ(0)|, or what φ changes by over a short step where that is more. */
  readonly size: number;
  /** A length along which φ may be expected to bend: where the search for a step begins. */
  readonly scale: number;
  /** The longest such length, at least `scale`: steps don't grow much beyond it. */
  readonly reach: number;
  /** θᵢ on the line of coordinate i; null where several parameters move. */
  readonly at: number | null;
  /** Whether J rounds its parameters to float32: a parameter is then moved by float32 numbers. */
  readonly single: boolean;
  /** Whether θᵢ says nothing of its scale, being 0 or tiny beside the others. */
  readonly unscaled: boolean;
  /** Where it matters how large the error is by itself: an error that is small enough. By default it is relative to the slope. */
  readonly needed?: number | undefined;
  /** What the slope is refined to where noise keeps it from being precise; by default to `needed`. */
  readonly refinement?: Refinement | undefined;
}

/** How precise a noisy slope must be to be of use. */
export interface Refinement {
  /** An error that is small enough. */
  readonly needed: number;
  /** Whether J has many kinks: what looks smooth isn't believed then. */
  readonly amongKinks: boolean;
}

/** A slope and how far it may be off. */
export interface Slope {
  readonly slope: number;
  readonly bound: number;
}

/** What was found at 0 on the line. */
export type LineDerivative =
  /** Differentiable as far as can be seen; `constant`: J was the same, to the bit, wherever it was evaluated. */
  | (Slope & {
      readonly kind: 'smooth';
      readonly step: number;
      readonly constant: boolean;
      /** About |φ‴|, with its noise. */
      readonly third: number;
    })
  /** By least squares among noise and kinks. */
  | (Slope & { readonly kind: 'fit'; readonly step: number })
  /** J isn't finite on one side: the derivative of the other. */
  | (Slope & { readonly kind: 'edge'; readonly step: number })
  /** A kink or jump at 0: two slopes. */
  | {
      readonly kind: 'kink' | 'jump';
      readonly left: Slope;
      readonly right: Slope;
      readonly step: number;
    }
  /** J is not finite at `offset`, however near to 0. */
  | { readonly kind: 'non-finite'; readonly offset: number; readonly cost: number }
  /** No step at which J behaves like a function with a derivative: the bound, which may be infinite, covers what all steps say. */
  | (Slope & { readonly kind: 'rough'; readonly step: number });

/** A computation that asks for φ at some offsets t, is given the values, and in the end has a result. */
export type Asking<Result> = Generator<readonly number[], Result, readonly number[]>;
