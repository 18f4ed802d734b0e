import type { DeviceMatrix } from '../device/device-matrix.ts';
import type { Launcher } from '../device/launcher.ts';
import { matrixColumns } from './matrix-columns.ts';
import { Z_OF_SIDE } from './prepare-network.ts';
import type { PreparedLayer, PreparedNetwork } from './prepared-network.ts';

/** The side of their kinks that units at one are taken to stand on: `on`, each sign of a step takes its own. */
export type KinkSide = keyof typeof Z_OF_SIDE;

/** A table of the loaded examples, [rows, width], here and on the device. */
export interface Table {
  readonly values: Float32Array;
  readonly width: number;
  readonly matrix: DeviceMatrix;
}

/** The forward pass's tables of some examples. */
export interface LoadedTables {
  /** Loads those of examples first ≤ r < until, with units at a kink on that side of it (`left` where it is left out). */
  readonly load: (first: number, until: number, side?: KinkSide) => void;
  /** The first loaded example. */
  readonly first: () => number;
  readonly side: () => KinkSide;
  /** Those of a layer's activation, one below the other, z first. */
  readonly ofLayer: (layer: number) => Table;
  readonly ofCost: () => Table;
}

/** The tables of a layer with units at its kink on that side of it. */
const onSide = ({ tables, atKink }: PreparedLayer, side: KinkSide): Float32Array => {
  if (side === 'left' || atKink.length === 0) return tables; // as they were prepared
  const moved = tables.slice();
  for (const at of atKink) moved[at] = Z_OF_SIDE[side];
  return moved;
};

/** None is loaded yet. */
export const createLoadedTables = (
  { layers, costTables, examples }: PreparedNetwork,
  { matrix }: Launcher,
): LoadedTables => {
  let loaded = { first: 0, until: 0, side: 'left' as KinkSide };
  let ofLayers: Table[] = [];
  let ofCost: Table | undefined;

  const load: LoadedTables['load'] = (first, until, side = 'left') => {
    if (loaded.first === first && loaded.until === until && loaded.side === side) return;
    const width = until - first;
    const tableOf = (all: Float32Array): Table => {
      const values = matrixColumns(all, examples, first, until);
      return { values, width, matrix: matrix(values, values.length / width, width) };
    };
    ofLayers = layers.map((layer) => tableOf(onSide(layer, side)));
    ofCost = tableOf(costTables);
    loaded = { first, until, side };
  };

  return {
    load,
    first: () => loaded.first,
    side: () => loaded.side,
    ofLayer: (layer) => ofLayers[layer]!,
    ofCost: () => ofCost!,
  };
};
