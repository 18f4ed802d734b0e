/** What a check can meet beside a wrong gradient. */
export type FindingKind =
  /** J(θ) is another at every evaluation. */
  | 'not-deterministic'
  /** J(θ) is another after J was evaluated elsewhere. */
  | 'keeps-state'
  /** The cost changes the parameters it is given. */
  | 'changes-argument'
  /** J has kinks at θ: two slopes. */
  | 'kinks'
  /** J jumps at θ. */
  | 'jumps'
  /** J shows no derivative at any step. */
  | 'rough'
  /** J's values scatter far more than float64's. */
  | 'low-precision'
  /** A gradient and its numerical gradient that are both zero to round-off. */
  | 'zero'
  /** The gradient is that of another point. */
  | 'other-point'
  /** Coordinates that J doesn't change with. */
  | 'constant'
  /** Every parameter is 0. */
  | 'all-zero'
  /** A tensor whose units are all the same. */
  | 'symmetric';

/** Something that a reader of the report should know, named. */
export interface Finding {
  readonly kind: FindingKind;
  /** One or two sentences: what it is, and what it means for the check. */
  readonly message: string;
  /** The tensor it concerns; absent when it concerns J as a whole. */
  readonly tensor?: string;
  /** How many coordinates it concerns. */
  readonly coordinates?: number;
}
