import type { DeviceMatrix } from '../device/device-matrix.ts';
import { type Launcher, rowOf } from '../device/launcher.ts';
import { activate, isActivated } from './activate.ts';
import type { Columns } from './columns.ts';
import type { LoadedTables } from './loaded-tables.ts';
import type { PreparedNetwork } from './prepared-network.ts';

/** What columns begin with, each of whose units moves by its step. */
export interface Seeds {
  /** The increments of the columns' units, [1, columns]: of their activations where these are passed by themselves. */
  readonly of: (columns: Columns, steps: Float32Array) => Promise<DeviceMatrix>;
  /** 1 where the column's step goes beyond the kink of its unit itself, [1, columns]. */
  readonly crossings: (columns: Columns, steps: Float32Array) => DeviceMatrix;
}

/** For the loaded examples of a network. */
export const createSeeds = (network: PreparedNetwork, launcher: Launcher, tables: LoadedTables): Seeds => {
  const { layers } = network;

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

  return {
    of: (columns, steps) => {
      const seeds = rowOf(launcher, steps);
      if (!isActivated(network, columns.layer)) return Promise.resolve(seeds);
      const itself = Int32Array.from(steps, (_, c) => c); // the gathered tables have a column for each
      return activate(launcher, layers[columns.layer]!, seeds, gather(columns), rowOf(launcher, itself));
    },
    crossings: ({ layer, units, examples }, steps) => {
      if (!isActivated(network, layer) || !layers[layer]!.kinked)
        return rowOf(launcher, new Float32Array(steps.length));
      const { width, values: z } = tables.ofLayer(layer);
      const crosses = (step: number, c: number): boolean =>
        Math.abs(step) > Math.abs(z[units[c]! * width + examples[c]! - tables.first()]!);
      return rowOf(
        launcher,
        steps.map((step, c) => (crosses(step, c) ? 1 : 0)),
      );
    },
  };
};
