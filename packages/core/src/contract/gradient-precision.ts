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

/**
 * What the types of its arrays say of a gradient.
 *
 * @param types The arrays' types, those of them that are kinds of floating-point numbers.
 * @returns The coarsest; null where they say nothing: there are none, or all are float64, which may hold rounded numbers.
 * @example
 * ```ts
 * import { precisionOfTypes } from '@gradproof/core';
 *
 * console.log(precisionOfTypes(['float64', 'float32'])?.precision, precisionOfTypes(['float64'])); // float32 null
 * ```
 */
export const precisionOfTypes = (types: readonly GradientPrecision[]): ClaimPrecision | null => {
  const precision = coarsestOf(types);
  return precision === null || precision === 'float64' ? null : { precision, known: 'type' };
};

/**
 * What was said of a precision, if anything was: it stands above what types and numbers tell.
 *
 * @param precision What was said.
 * @returns The precision of a check; undefined where nothing was said.
 * @example
 * ```ts
 * import { givenPrecision } from '@gradproof/core';
 *
 * console.log(givenPrecision('float32')?.known, givenPrecision(undefined)); // given undefined
 * ```
 */
export const givenPrecision = (precision: GradientPrecision | undefined): ClaimPrecision | undefined =>
  precision && { precision, known: 'given' };
