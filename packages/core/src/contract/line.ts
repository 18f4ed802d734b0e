/** J on a line through θ: φ(t) = J(θ + t·v), of which the slope at 0 is asked. */
export interface Line {
  /** φ(0) = J(θ). */
  readonly cost: number;
  /** The standard deviation of φ's noise. */
  readonly sigma: number;
  /** A length along which φ may be expected to bend: where the search for a step begins. */
  readonly scale: number;
  /** The longest such length, at least `scale`: steps don't grow much beyond it. */
  readonly reach: number;
  /** How far rounding may move a point along the line. */
  readonly rounding: number;
  /** An error that is small enough, relative to the slope. */
  readonly enough: number;
  /** Where it matters how large the error is by itself: an error that is small enough, instead. */
  readonly needed?: number | undefined;
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
  /** A kink or jump at 0: two slopes. */
  | {
      readonly kind: 'kink' | 'jump';
      readonly left: Slope;
      readonly right: Slope;
      readonly step: number;
    }
  /** J is not finite at `offset`, however near to 0. */
  | { readonly kind: 'non-finite'; readonly offset: number; readonly cost: number }
  /** No step at which J behaves like a function with a derivative: `slope` is the last guess. */
  | { readonly kind: 'rough'; readonly slope: number; readonly step: number };

/** A computation that asks for φ at some offsets t, is given the values, and in the end has a result. */
export type Asking<Result> = Generator<readonly number[], Result, readonly number[]>;
