import { type FloatName, floatFormats } from '../numerics/float-formats.ts';

/** The kind of numbers that a gradient is given in, which is how its code computes. */
export type GradientPrecision = FloatName;

/** Every precision, the finest first. */
export const gradientPrecisions = Object.keys(floatFormats) as [GradientPrecision, ...GradientPrecision[]];

/** How a precision is known: someone said it, the arrays' type says it, or it was seen in the numbers. */
export type PrecisionSource = 'given' | 'type' | 'numbers';

/** The precision of a claimed gradient, and how it is known. */
export interface ClaimPrecision {
  readonly precision: GradientPrecision;
  readonly known: PrecisionSource;
}

/** The coarsest of the precisions: backward propagation passes through all of a gradient's arrays, so the coarsest is in all of them. Null for none. */
export const coarsestOf = (precisions: readonly GradientPrecision[]): GradientPrecision | null =>
  gradientPrecisions.findLast((precision) => precisions.includes(precision)) ?? null;

/** What arrays of these types say of a gradient. Null where they say nothing: there are none, or all are float64, which may hold rounded numbers. */
export const precisionOfTypes = (types: readonly GradientPrecision[]): ClaimPrecision | null => {
  const precision = coarsestOf(types);
  return precision === null || precision === 'float64' ? null : { precision, known: 'type' };
};

/** What was said of a precision, if anything was: it stands above what types and numbers tell. */
export const givenPrecision = (precision: GradientPrecision | undefined): ClaimPrecision | undefined =>
  precision && { precision, known: 'given' };
