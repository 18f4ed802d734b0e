/** (J(θ + εeᵢ) − J(θ − εeᵢ)) / 2ε per coordinate, formula (1); error O(ε²) + O(noise of J / ε). */
export const centralDifference = (differences: Float64Array, epsilon: number): Float64Array => {
  const quotients = new Float64Array(differences.length);
  for (let i = 0; i < quotients.length; i++) quotients[i] = differences[i]! / (2 * epsilon);
  return quotients;
};
