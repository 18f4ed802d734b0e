// How many standard deviations of noise each claim takes. A normal error is beyond 3.3 of them once in 1,000, beyond 4 once in 16,000,
// beyond 5 once in 1.7 million. Where the deviation is an estimate from few values, it may be half of the truth: twice as many are taken then.

/** Along how many deviations of a normal discrepancy 99.9 % of random directions lie. */
export const DEVIATIONS_OF_999 = 3.3;

/** Deviations in the bound of a searched entry: 4, of which 99.99 % of the errors are within, twice. Calibration asks for 99.9 %. */
export const BOUND_DEVIATIONS = 8;

/** Deviations of round-off that are still called round-off in a verdict or by the control: 5, once in 1.7 million entries, twice. */
export const ROUND_OFF_DEVIATIONS = 10;

/**
 * How many times the root mean square π of its rounding a right claim's residual may be, as a norm. Of PyTorch's float32 gradients of 7,000
 * networks 99.9 % are within 3.5; π is an estimate from eight samples, so about twice as much is allowed.
 */
export const CLAIM_DEVIATIONS = 6;

/** The same of a single entry, whose own π is estimated from eight samples: 16. Beyond 5 times its own estimate lies 1 entry in 100, beyond 16 one in 10⁴. */
export const ENTRY_DEVIATIONS = 16;

/**
 * Deviations above which a Taylor remainder is read. The slope of log remainder between steps of ratio 4 then has a deviation of
 * √2/(32·ln 4) = 0.03: it takes 15 of them to bring a right gradient's 2 below 1.5.
 */
export const VISIBLE_DEVIATIONS = 32;
