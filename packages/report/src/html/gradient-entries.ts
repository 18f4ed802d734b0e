import type { Layout } from '@gradproof/flatteners';

/** Both gradients, entry by entry. */
export interface GradientEntries {
  readonly layout: Layout;
  /** [P]. */
  readonly grad: Float64Array;
  /** [P]. */
  readonly gradapprox: Float64Array;
}

/** |grad − gradapprox|, with what isn't finite as the largest of all. */
export const severityOf = (grad: number, gradapprox: number): number => {
  const residual = Math.abs(grad - gradapprox);
  return Number.isNaN(residual) ? Infinity : residual;
};
