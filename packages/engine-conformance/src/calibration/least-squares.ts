import type { KnownFunction } from './known-function.ts';

/** One residual fᵢ and its partial derivatives that aren't zero, [index, ∂fᵢ/∂x_index]. */
export type Residual = readonly [
  value: number,
  partials: readonly (readonly [index: number, partial: number])[],
];

/** J = Σ fᵢ², whose gradient is 2·Σ fᵢ·∇fᵢ. */
export const leastSquares = (
  name: string,
  group: string,
  theta: readonly number[],
  residuals: (x: Float64Array) => readonly Residual[],
): KnownFunction => ({
  name,
  group,
  theta,
  cost: (x) => residuals(x).reduce((sum, [value]) => sum + value * value, 0),
  gradient: (x) => {
    const gradient = new Float64Array(x.length);
    for (const [value, partials] of residuals(x))
      for (const [index, partial] of partials) gradient[index]! += 2 * value * partial;
    return gradient;
  },
});
