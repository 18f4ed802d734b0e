/**
 * Room for the higher orders of a truncation error that a shorter step shows: where the error falls with ε² at all, they are no larger than
 * its leading term.
 */
export const HIGHER_ORDERS = 2;

/**
 * What the difference of two extrapolations is multiplied by to bound the error of the better one. Beside the knot of a spline the error
 * falls with the step only, and is equal to that difference; half of it more is room. (Where φ is smooth it is a fifteenth.)
 */
export const LINEAR_FALL = 1.5;

/** How many times |φ‴| of a tensor's whole direction that of a part may be: the whole's is a sum, whose terms may cancel. Chosen, not derived. */
export const FAMILY_CURVATURE = 4;

/**
 * How many bounds of a searched slope make its error e: one error in a thousand lies beyond the bound, none in 26,000 beyond twice
 * the bound (npm run calibrate).
 */
export const SEARCHED_BOUNDS = 2;

/** How many times the bound a discrepancy must be to be found for certain: the bound counts twice, for what is measured and for what is judged by it, and as much is room. */
export const CLEARLY = 4;

/** Levels of noise that agree within this factor are taken for the noise: Moré and Wild, "Estimating computational noise", 2011, section 3. */
export const SAME_NOISE = 4;

/** How many times as large a norm of bounds may be that the entries' errors share, where it takes them to be independent. Chosen, not derived. */
export const SHARED_BOUNDS = 4;
