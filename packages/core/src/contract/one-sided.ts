import type { Slope } from './line.ts';

/** A coordinate along which J has a kink at θ itself: it has no derivative there, only one on each side. */
export interface OneSided {
  readonly coordinate: number;
  /** The least derivative on the kinks' sides, and how far it may be off beyond the entry's own error bound. */
  readonly lower: Slope;
  /** The largest. */
  readonly upper: Slope;
}

/** From where to where a gradient at a kink is right, as far as the bounds of both sides tell. */
export const slopeInterval = ({
  lower,
  upper,
}: Pick<OneSided, 'lower' | 'upper'>): { readonly lower: number; readonly upper: number } => ({
  lower: Math.min(lower.slope - lower.bound, upper.slope - upper.bound),
  upper: Math.max(lower.slope + lower.bound, upper.slope + upper.bound),
});
