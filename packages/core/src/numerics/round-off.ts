/** u, the unit round-off of float64: rounding moves a number by at most this part of itself. */
export const UNIT_ROUND_OFF = 2 ** -53;

/** The standard deviation of rounding to multiples of `unit`: the error is as good as uniform on ±unit/2, whose deviation is unit/√12. */
export const roundingDeviation = (unit: number): number => unit / Math.sqrt(12);

/**
 * The standard deviation of rounding to float64, relative to the number: that of its largest unit in the last place, ε = 2u. The least
 * noise that any computed J has.
 */
export const ROUNDING_DEVIATION = roundingDeviation(Number.EPSILON);

/**
 * What rounding may move a term of a derivative by, in parts of the term: 64u. A term passes a few products and sums on its way through the
 * network, each of which moves it by u at most; 64 is a worst case for the layers that people check (docs/method.md, "Rounding").
 */
export const TERM_ROUNDING = 64 * UNIT_ROUND_OFF;

/**
 * What backward propagation may leave of a gradient that is 0, in parts of the terms that it is a sum of: about a hundred units, 128u. Twice
 * TERM_ROUNDING, since both the terms and their sum are formed in an order that is not ours. More would call a wrong gradient right where
 * J has a large offset.
 */
export const BACKWARD_ROUNDING = 128 * UNIT_ROUND_OFF;
