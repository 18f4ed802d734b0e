import { costs } from '@gradproof/model';
import type { DeviceMatrix } from '../device/device-matrix.ts';
import { type Launcher, launchWith } from '../device/launcher.ts';
import { activationKernels } from '../kernels/increments.ts';
import type { PreparedLayer, PreparedNetwork } from './prepared-network.ts';

/** Whether the layer's activation is passed by itself, not with the cost. */
export const isActivated = ({ layers, cost }: PreparedNetwork, layer: number): boolean =>
  layer < layers.length - 1 || costs[cost].lastActivation === null;

/** The increments of a layer's activations from those of its pre-activations, which it releases; `table` and `examples` as kernels take them. */
export const activate = (
  launcher: Launcher,
  { place: { activation } }: PreparedLayer,
  deltas: DeviceMatrix,
  table: DeviceMatrix,
  examples: DeviceMatrix,
): Promise<DeviceMatrix> => {
  if (activation === 'identity' || activation === 'softmax') return Promise.resolve(deltas);
  const { height, width } = deltas;
  const { increment } = activationKernels[activation];
  return launchWith(launcher, deltas, increment, [deltas, table, examples, height], height, width);
};
