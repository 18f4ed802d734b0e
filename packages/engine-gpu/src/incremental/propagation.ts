import type { DeviceMatrix } from '../device/device-matrix.ts';
import { type Launcher, launchWith, rowOf } from '../device/launcher.ts';
import { crossings, place as placeSeeds, spread } from '../kernels/columns.ts';
import { product, SUM_BLOCK } from '../kernels/product.ts';
import { activate, isActivated } from './activate.ts';
import type { Columns } from './columns.ts';
import type { LoadedTables } from './loaded-tables.ts';
import type { PreparedNetwork } from './prepared-network.ts';
import { createSeeds } from './seeds.ts';

/** Where the columns have come to, on the device. Whoever has it releases both. */
export interface Moved {
  /** [units of a layer, columns]: increments. */
  deltas: DeviceMatrix;
  /** [1, columns]: not 0 where a step went beyond some unit's kink. */
  crossed: DeviceMatrix;
}

/**
 * Follows columns, each of whose units moves by its step, to what the cost takes the increments of. examples: [1, columns], counted from
 * the first loaded one.
 */
export type Propagate = (columns: Columns, steps: Float32Array, examples: DeviceMatrix) => Promise<Moved>;

/** The propagation through a network's layers. */
export const createPropagation = (
  network: PreparedNetwork,
  launcher: Launcher,
  tables: LoadedTables,
): Propagate => {
  const { layers } = network;
  const last = layers.length - 1;
  const seeds = createSeeds(network, launcher, tables);
  const weights = layers.map(({ weights: values, place }) =>
    launcher.matrix(values, place.units, place.inputs),
  );

  /** The increments that the columns' units bring to the next layer's pre-activations, or to the last layer itself. */
  const enter = async (columns: Columns, steps: Float32Array): Promise<Moved> => {
    const crossed = seeds.crossings(columns, steps);
    const moved = await seeds.of(columns, steps);
    const units = rowOf(launcher, columns.units);
    const next = columns.layer + 1;
    const deltas =
      columns.layer === last
        ? await launchWith(launcher, moved, placeSeeds, [units, moved], layers[last]!.place.units, steps.length)
        : await launchWith(launcher, moved, spread, [weights[next]!, units, moved], layers[next]!.place.units, steps.length); // prettier-ignore
    return { deltas, crossed };
  };

  /** From the activations of the layer before to the pre-activations of this one. */
  const multiply = async (layer: number, moved: Moved): Promise<void> => {
    const { units, inputs } = layers[layer]!.place;
    const { deltas } = moved;
    const blocks = Math.floor(inputs / SUM_BLOCK);
    const args = [weights[layer]!, deltas, blocks, inputs - blocks * SUM_BLOCK];
    moved.deltas = await launchWith(launcher, deltas, product, args, units, deltas.width);
  };

  /** From the pre-activations of a layer to its activations. */
  const passActivation = async (layer: number, moved: Moved, examples: DeviceMatrix): Promise<void> => {
    if (!isActivated(network, layer)) return;
    const { place, kinked } = layers[layer]!;
    const { deltas, crossed } = moved;
    const { matrix } = tables.ofLayer(layer);
    if (kinked) {
      const args = [deltas, matrix, examples, place.units, crossed];
      moved.crossed = await launchWith(launcher, crossed, crossings, args, 1, deltas.width);
    }
    moved.deltas = await activate(launcher, layers[layer]!, deltas, matrix, examples);
  };

  return async (columns, steps, examples) => {
    const moved = await enter(columns, steps);
    try {
      for (let layer = columns.layer + 1; layer <= last; layer++) {
        if (layer > columns.layer + 1) await multiply(layer, moved);
        await passActivation(layer, moved, examples);
      }
      return moved;
    } catch (error) {
      release(moved); // a smaller batch will need the room
      throw error;
    }
  };
};

/** Lets go of what columns have come to. */
export const release = ({ deltas, crossed }: Moved): void => {
  deltas.release();
  crossed.release();
};
