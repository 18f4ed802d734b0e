import { costs } from '@gradproof/model';
import { rowOf, type DeviceMatrix, type Launcher } from '../device/launcher.ts';
import { crossings, place as placeSeeds, spread } from '../kernels/columns.ts';
import { activationKernels } from '../kernels/increments.ts';
import { product, SUM_BLOCK } from '../kernels/product.ts';
import type { Columns } from './columns.ts';
import type { LoadedTables } from './loaded-tables.ts';
import type { PreparedLayer, PreparedNetwork } from './prepared-network.ts';

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
  { layers, cost }: PreparedNetwork,
  launcher: Launcher,
  tables: LoadedTables,
): Propagate => {
  const last = layers.length - 1;
  const weights = layers.map(({ weights: values, place }) =>
    launcher.matrix(values, place.units, place.inputs),
  );
  /** Whether the layer's activation is passed by itself, not with the cost. */
  const isActivated = (layer: number): boolean => layer < last || costs[cost].lastActivation === null;

  /** Launches, and lets go of `input`, which only this launch needs. */
  const launchWith = async (
    input: DeviceMatrix,
    ...launch: Parameters<Launcher['launch']>
  ): Promise<DeviceMatrix> => {
    try {
      return await launcher.launch(...launch);
    } finally {
      input.release();
    }
  };

  /** The increments of a layer's activations from those of its pre-activations. */
  const activate = (
    { place: { activation } }: PreparedLayer,
    deltas: DeviceMatrix,
    table: DeviceMatrix,
    examples: DeviceMatrix,
  ): Promise<DeviceMatrix> => {
    if (activation === 'identity' || activation === 'softmax') return Promise.resolve(deltas);
    const { height, width } = deltas;
    const { increment } = activationKernels[activation];
    return launchWith(deltas, increment, [deltas, table, examples, height], height, width);
  };

  /** The tables of the columns' units, column by column: [tables, columns]. */
  const gather = ({ layer, units, examples }: Columns): DeviceMatrix => {
    const { tableCount, place } = layers[layer]!;
    const { width, values } = tables.ofLayer(layer);
    const gathered = new Float32Array(tableCount * units.length);
    for (let table = 0; table < tableCount; table++) {
      const from = table * place.units * width - tables.first();
      for (let c = 0; c < units.length; c++)
        gathered[table * units.length + c] = values[from + units[c]! * width + examples[c]!]!;
    }
    return launcher.matrix(gathered, tableCount, units.length);
  };

  /** The increments of the columns' units, [1, columns]: of their activations where these are passed by themselves. */
  const seedsOf = (columns: Columns, steps: Float32Array): Promise<DeviceMatrix> => {
    const seeds = rowOf(launcher, steps);
    if (!isActivated(columns.layer)) return Promise.resolve(seeds);
    const itself = Int32Array.from(steps, (_, c) => c); // the gathered tables have a column for each
    return activate(layers[columns.layer]!, seeds, gather(columns), rowOf(launcher, itself));
  };

  /** 1 where the column's step goes beyond the kink of its unit itself, [1, columns]. */
  const crossingsOf = ({ layer, units, examples }: Columns, steps: Float32Array): DeviceMatrix => {
    if (!isActivated(layer) || !layers[layer]!.kinked) return rowOf(launcher, new Float32Array(steps.length));
    const { width, values: z } = tables.ofLayer(layer);
    const crosses = (step: number, c: number): boolean =>
      Math.abs(step) > Math.abs(z[units[c]! * width + examples[c]! - tables.first()]!);
    return rowOf(
      launcher,
      steps.map((step, c) => (crosses(step, c) ? 1 : 0)),
    );
  };

  /** The increments that the columns' units bring to the next layer's pre-activations, or to the last layer itself. */
  const enter = async (columns: Columns, steps: Float32Array): Promise<Moved> => {
    const crossed = crossingsOf(columns, steps);
    const seeds = await seedsOf(columns, steps);
    const units = rowOf(launcher, columns.units);
    const next = columns.layer + 1;
    const deltas =
      columns.layer === last
        ? await launchWith(seeds, placeSeeds, [units, seeds], layers[last]!.place.units, steps.length)
        : await launchWith(seeds, spread, [weights[next]!, units, seeds], layers[next]!.place.units, steps.length); // prettier-ignore
    return { deltas, crossed };
  };

  /** From the activations of the layer before to the pre-activations of this one. */
  const multiply = async (layer: number, moved: Moved): Promise<void> => {
    const { units, inputs } = layers[layer]!.place;
    const { deltas } = moved;
    const blocks = Math.floor(inputs / SUM_BLOCK);
    const args = [weights[layer]!, deltas, blocks, inputs - blocks * SUM_BLOCK];
    moved.deltas = await launchWith(deltas, product, args, units, deltas.width);
  };

  /** From the pre-activations of a layer to its activations. */
  const passActivation = async (layer: number, moved: Moved, examples: DeviceMatrix): Promise<void> => {
    if (!isActivated(layer)) return;
    const { place, kinked } = layers[layer]!;
    const { deltas, crossed } = moved;
    const { matrix } = tables.ofLayer(layer);
    if (kinked) {
      const args = [deltas, matrix, examples, place.units, crossed];
      moved.crossed = await launchWith(crossed, crossings, args, 1, deltas.width);
    }
    moved.deltas = await activate(layers[layer]!, deltas, matrix, examples);
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
