import type { Costs } from '../adaptive/evaluate-points.ts';

/** A claimed gradient at a θ where several coordinates may stand at a kink at once; all arrays are [P], slopes those of J by θᵢ. */
export interface TieQuestion {
  /** J at several points. One that throws, or is NaN, is no answer; the others still count. */
  readonly costs: Costs;
  readonly theta: Float64Array;
  /** J(θ). */
  readonly cost: number;
  /** The standard deviation of J's noise near θ. */
  readonly sigma: number;
  readonly claim: Float64Array;
  /** How far rounding may have moved the claim: the most that is still called rounding. */
  readonly claimError: Float64Array;
  /** The slope on the side of smaller θᵢ, −D⁺(−eᵢ). */
  readonly left: Float64Array;
  /** The slope on the side of larger θᵢ, D⁺(eᵢ): that of the left where J is smooth along θᵢ. */
  readonly right: Float64Array;
  /** How far either slope may be off. */
  readonly slopeError: Float64Array;
  /** Lengths along which J may be expected to bend, and the longest such, by coordinate: see `coordinateScales`. */
  readonly scales: Float64Array;
  readonly reaches: Float64Array;
  /** [P] By how much each claim is beyond its coordinate's own slopes as they are known, which may be better than by these; 0 where it isn't. */
  readonly off: Float64Array;
  /** 0 … 2³² − 1. */
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
}

/** Which step decided. */
export type TieStep =
  | 'no ties'
  /** Some claims are gradients beyond a kink that isn't at θ: their own slopes decide. */
  | 'kink beside'
  | 'separable'
  | 'witness'
  | 'hull'
  | 'not refuted'
  | 'smooth sum'
  | 'coordinate'
  | 'direction'
  | 'round'
  | 'part'
  | 'noise'
  /** The claim's own rounding is too coarse for a proof. */
  | 'precision'
  | 'undecided';

/** Whether the claim is a convex combination of limits of gradients near θ. */
export interface TieAnswer {
  /** `unsettled`: neither proved nor refuted for the tied coordinates. */
  readonly verdict: 'accepted' | 'refused' | 'unsettled';
  readonly by: TieStep;
  /** The coordinates that are decided together: those with a kink, and those that have one as soon as others move. Ascending. */
  readonly tied: readonly number[];
  /** [tied] How far an accepted claim may be off at each of them; Infinity unless it is accepted. */
  readonly tolerance: Float64Array;
  /** [P] A direction of θ along which a refused claim isn't between J's one-sided slopes; null unless it is refused. */
  readonly direction: Float64Array | null;
  readonly evaluations: number;
}
