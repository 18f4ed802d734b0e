/**
 * Σ xᵢ as if in twice the precision (Ogita, Rump and Oishi's Sum2, SIAM J. Sci. Comput. 26, 2005): off by one rounding of the sum and n²·u² of Σ |xᵢ|.
 *
 * @param values x, [n]; what isn't finite sums as ever.
 * @returns The sum; 0 of nothing.
 */
export const sumOf = (values: ArrayLike<number>): number => {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = sum + value;
    const taken = next - sum;
    lost += sum - (next - taken) + (value - taken);
    sum = next;
  }
  return Number.isFinite(sum) ? sum + lost : sum;
};
