import { elementwiseActivations } from '../activations/index.ts';
import type { LayerPlace } from './layer-places.ts';

/** Where the layer's activation has its kink; null where it has none. */
export const kinkOf = ({ activation }: Pick<LayerPlace, 'activation'>): number | null =>
  activation === 'softmax' ? null : elementwiseActivations[activation].kink;

/** Whether some entry of z [rows, columns.length] stands on another side of the layer's kink than its base's [rows, m]. */
export const crossesKink = (
  place: Pick<LayerPlace, 'activation'>,
  z: Float64Array,
  base: Float64Array,
  examples: number,
  columns: readonly number[],
): boolean => {
  const kink = kinkOf(place);
  if (kink === null) return false;
  for (let at = 0, row = 0; at < z.length; row += examples)
    for (const r of columns) {
      const now = z[at++]!;
      const before = base[row + r]!;
      if (now > kink !== before > kink || now < kink !== before < kink) return true;
    }
  return false;
};
