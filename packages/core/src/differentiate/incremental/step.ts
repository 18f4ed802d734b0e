/**
 * The step of a unit: about ε, a power of two, so that multiplying and dividing by it is exact. Increments don't cancel, so the step may be this
 * small, however large the pre-activations are: one that grew with them would be long for the examples where they are small.
 *
 * @param epsilon ε, the step that is asked for; > 0.
 * @returns The power of two nearest to it, by their logarithms.
 */
export const stepOf = (epsilon: number): number => 2 ** Math.round(Math.log2(epsilon));
