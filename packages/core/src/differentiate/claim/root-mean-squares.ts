import type { Layout } from '@gradproof/flatteners';
import { normOf } from '../../numerics/vectors.ts';

/** For each coordinate the root mean square of its tensor's values, [P]; those that aren't finite count as 0. */
export const rootMeanSquares = ({ tensors, size: all }: Layout, values: Float64Array): Float64Array => {
  const result = new Float64Array(all);
  for (const { offset, size } of tensors) {
    const finite = values.subarray(offset, offset + size).map((x) => (Number.isFinite(x) ? x : 0));
    result.fill(normOf(finite) / Math.sqrt(size), offset, offset + size);
  }
  return result;
};
