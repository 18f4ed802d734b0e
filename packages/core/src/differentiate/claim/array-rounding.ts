import type { Layout } from '@gradproof/flatteners';
import type { GradientPrecision } from '../../contract/gradient-precision.ts';
import { unitRoundOffOf } from '../../numerics/float-formats.ts';
import { rootMeanSquares } from './root-mean-squares.ts';
import { UNDERFLOW } from './underflow.ts';

/** π of numbers of which nothing more is known, [P]: u·(|gᵢ| + root mean square of its tensor), the rounding of a sum of terms of that size, and what underflow leaves. */
export const arrayRounding = (
  layout: Layout,
  grad: Float64Array,
  precision: GradientPrecision,
): Float64Array => {
  const u = unitRoundOffOf(precision);
  const ofTensors = rootMeanSquares(layout, grad);
  return grad.map(
    (g, i) => u * ((Number.isFinite(g) ? Math.abs(g) : 0) + ofTensors[i]!) + UNDERFLOW[precision],
  );
};
