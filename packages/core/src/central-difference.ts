/** (J(θ + εeᵢ) − J(θ − εeᵢ)) / 2ε per coordinate, formula (1); error O(ε²) + O(noise of J / ε). */
export const centralDifference = (differences: Float64Array, epsilon: number): Float64Array =>
  differences.map((difference) => difference / (2 * epsilon));
