import type { Layout } from '@gradproof/flatteners';
import type { Tensor } from '@gradproof/model';

/** The tensors of a vector [P] under their names, each with `prefix` before it. */
export const vectorArrays = (layout: Layout, vector: Float64Array, prefix: string): [string, Tensor][] =>
  layout.tensors.map(({ name, shape, offset, size }) => [
    `${prefix}${name}`,
    { shape, data: vector.subarray(offset, offset + size) },
  ]);
