import { elementwiseActivations } from '../activations/index.ts';
import { softmaxColumns } from '../activations/softmax.ts';
import type { LayerPlace } from './layer-places.ts';

/**
 * Applies a layer's activation to its pre-activations.
 *
 * @param z [units, m]
 * @param a [units, m], which it fills.
 */
export const activate = (
  { activation, units }: Pick<LayerPlace, 'activation' | 'units'>,
  z: Float64Array,
  a: Float64Array,
): void => {
  if (activation === 'softmax') return softmaxColumns(z, units, z.length / units, a);
  const { value } = elementwiseActivations[activation];
  for (let at = 0; at < z.length; at++) a[at] = value(z[at]!);
};
