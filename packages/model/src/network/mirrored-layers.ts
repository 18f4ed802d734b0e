import { piecewiseLinear } from '../activations/index.ts';
import { costs, type CostName } from '../costs/index.ts';
import type { LayerPlace } from './layer-places.ts';

/**
 * By layer: whether the increments of −step, from this layer to what the cost takes, are those of +step with the sign changed, bit for
 * bit, where no kink is crossed.
 *
 * @param places The network's layers.
 * @param cost The network's cost: the activation that it fixes is differentiated with it, and doesn't count.
 * @returns [layers]
 */
export const mirroredLayers = (
  places: readonly Pick<LayerPlace, 'activation'>[],
  cost: CostName,
): boolean[] => {
  const isMirrored = ({ activation }: Pick<LayerPlace, 'activation'>, index: number): boolean =>
    (index === places.length - 1 && costs[cost].lastActivation !== null) || piecewiseLinear.has(activation);
  const mirrored = places.map(isMirrored);
  return mirrored.map((_, layer) => mirrored.slice(layer).every(Boolean));
};
