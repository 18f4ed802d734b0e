import { piecewiseLinear } from '@gradproof/model';
import type { DeviceMatrix, Launcher } from '../device/launcher.ts';
import { crossings, place as placeSeeds, spread } from '../kernels/columns.ts';
import { costKernels } from '../kernels/costs.ts';
import { activationKernels } from '../kernels/increments.ts';
import { product, SUM_BLOCK } from '../kernels/product.ts';
import { Z_OF_SIDE } from './prepare-network.ts';
import type { PreparedLayer, PreparedNetwork } from './prepared-network.ts';

/** The side of their kinks that units at one are taken to stand on: `on`, each sign of a step takes its own. */
export type KinkSide = keyof typeof Z_OF_SIDE;

/** Columns: units of one layer, each moved for one example. */
export interface Columns {
  readonly layer: number;
  /** [columns] each; examples are counted from the first of all. */
  readonly units: Int32Array;
  readonly examples: Int32Array;
}

/** What the columns' costs did. [columns] each. */
export interface ColumnResponses {
  /** The cost's increments for +step and −step. */
  readonly plus: Float32Array;
  readonly minus: Float32Array;
  /** Not 0 where a step went beyond some unit's kink. */
  readonly crossed: Float32Array;
}

/** The layers after a unit, on the device. */
export interface Tail {
  /** Makes the tables of examples first ≤ r < until ready, with units at a kink on that side of it. */
  readonly load: (first: number, until: number, side?: KinkSide) => void;
  /** Moves each column's unit by ±step, for loaded examples, and follows it to the cost. */
  readonly respond: (columns: Columns, step: number) => Promise<ColumnResponses>;
}

/** Tables of the loaded examples, [rows, width], here and on the device. */
interface Table {
  readonly values: Float32Array;
  readonly width: number;
  readonly matrix: DeviceMatrix;
}

/** [rows, until − first] of a table [rows, all]. */
const columnsOf = (values: Float32Array, all: number, first: number, until: number): Float32Array => {
  if (until - first === all) return values;
  const width = until - first;
  const rows = values.length / all;
  const out = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++)
    out.set(values.subarray(row * all + first, row * all + until), row * width);
  return out;
};

/** Creates the tails of a network. */
export const createTail = (network: PreparedNetwork, launcher: Launcher): Tail => {
  const { layers, cost, examples: all } = network;
  const last = layers.length - 1;
  const weights = layers.map(({ weights: own, place }) => launcher.matrix(own, place.units, place.inputs));
  let loaded = { first: 0, until: 0, side: 'left' as KinkSide };
  let tables: Table[] = [];
  let costTables: Table | undefined;

  const tablesOn = ({ tables: left, atKink }: PreparedLayer, side: KinkSide): Float32Array => {
    if (side === 'left' || atKink.length === 0) return left;
    const moved = left.slice();
    for (const at of atKink) moved[at] = Z_OF_SIDE[side];
    return moved;
  };

  const load: Tail['load'] = (first, until, side = 'left') => {
    if (loaded.first === first && loaded.until === until && loaded.side === side) return;
    const width = until - first;
    const table = (ofAll: Float32Array): Table => {
      const values = columnsOf(ofAll, all, first, until);
      return { values, width, matrix: launcher.matrix(values, values.length / width, width) };
    };
    tables = layers.map((layer) => table(tablesOn(layer, side)));
    costTables = table(network.costTables);
    loaded = { first, until, side };
  };

  const row = (values: ArrayLike<number>): DeviceMatrix =>
    launcher.matrix(Float32Array.from(values), 1, values.length);

  /** Launches, and lets go of what only this launch needed. */
  const follow = async (
    input: DeviceMatrix,
    ...[kernel, args, height, width]: Parameters<Launcher['launch']>
  ): Promise<DeviceMatrix> => {
    try {
      return await launcher.launch(kernel, args, height, width);
    } finally {
      input.release();
    }
  };

  /** The increments of a layer's activations from those of its pre-activations. */
  const activate = (
    { place }: PreparedLayer,
    deltas: DeviceMatrix,
    own: DeviceMatrix,
    examples: DeviceMatrix,
  ): Promise<DeviceMatrix> => {
    const { activation } = place;
    if (activation === 'identity' || activation === 'softmax') return Promise.resolve(deltas);
    const { increment } = activationKernels[activation];
    return follow(deltas, increment, [deltas, own, examples, deltas.height], deltas.height, deltas.width);
  };

  /** The increments of the columns' own activations: one row, with tables gathered column by column. */
  const seed = (columns: Columns, steps: Float32Array): Promise<DeviceMatrix> => {
    const layer = layers[columns.layer]!;
    const count = steps.length;
    const gathered = new Float32Array(layer.tableCount * count);
    const { width, values: source } = tables[columns.layer]!;
    for (let table = 0; table < layer.tableCount; table++) {
      const from = table * layer.place.units * width - loaded.first;
      for (let c = 0; c < count; c++)
        gathered[table * count + c] = source[from + columns.units[c]! * width + columns.examples[c]!]!;
    }
    const each = Int32Array.from({ length: count }, (_, c) => c);
    return activate(layer, row(steps), launcher.matrix(gathered, layer.tableCount, count), row(each));
  };

  /** 1 where the column's own step goes beyond its unit's kink. */
  const ownCrossings = ({ layer, units, examples }: Columns, steps: Float32Array): DeviceMatrix => {
    const { kinked } = layers[layer]!;
    const { width, values: z } = tables[layer]!;
    const crosses = (step: number, c: number) =>
      Math.abs(step) > Math.abs(z[units[c]! * width + examples[c]! - loaded.first]!);
    return row(Array.from(steps, (step, c) => (kinked && crosses(step, c) ? 1 : 0)));
  };

  /** The columns' increments at what the cost depends on, and where kinks were crossed on the way. */
  const propagate = async (columns: Columns, steps: Float32Array, examples: DeviceMatrix) => {
    const { layer } = columns;
    const count = steps.length;
    const units = row(columns.units);
    const isActivated = (index: number) => index < last || cost === 'mean-squared-error';
    let crossed = isActivated(layer) ? ownCrossings(columns, steps) : row(new Float32Array(count));
    const seeds = isActivated(layer) ? await seed(columns, steps) : row(steps);
    if (layer === last)
      return {
        deltas: await follow(seeds, placeSeeds, [units, seeds], layers[last]!.place.units, count),
        crossed,
      };
    let deltas = await follow(
      seeds,
      spread,
      [weights[layer + 1]!, units, seeds],
      layers[layer + 1]!.place.units,
      count,
    );
    try {
      for (let index = layer + 1; index <= last; index++) {
        const { place, kinked } = layers[index]!;
        if (index > layer + 1) {
          const blocks = Math.floor(place.inputs / SUM_BLOCK);
          const args = [weights[index]!, deltas, blocks, place.inputs - blocks * SUM_BLOCK];
          deltas = await follow(deltas, product, args, place.units, count);
        }
        if (!isActivated(index)) break;
        if (kinked)
          crossed = await follow(
            crossed,
            crossings,
            [deltas, tables[index]!.matrix, examples, place.units, crossed],
            1,
            count,
          );
        deltas = await activate(layers[index]!, deltas, tables[index]!.matrix, examples);
      }
      return { deltas, crossed };
    } catch (error) {
      deltas.release(); // a smaller batch will need the room
      crossed.release();
      throw error;
    }
  };

  /** [2, columns]: the cost's increments, and the crossings. */
  const costOf = async (
    deltas: DeviceMatrix,
    crossed: DeviceMatrix,
    examples: DeviceMatrix,
    sign: number,
  ) => {
    const args = [deltas, costTables!.matrix, examples, deltas.height, sign, crossed];
    const result = await launcher.launch(costKernels[cost].increment, args, 2, deltas.width);
    try {
      return await launcher.read(result);
    } finally {
      result.release();
    }
  };

  /** Whether −step's increments are those of +step with the sign changed, bit for bit, where no kink is crossed. */
  const mirrors = (layer: number): boolean =>
    layers.slice(layer).every(({ place }, index, tail) => {
      const isCosts = index === tail.length - 1 && cost !== 'mean-squared-error';
      return isCosts || piecewiseLinear.has(place.activation);
    });

  const respond: Tail['respond'] = async (columns, step) => {
    const count = columns.units.length;
    const isMirrored = loaded.side !== 'on' && mirrors(columns.layer);
    const moved = isMirrored ? columns : twice(columns);
    const steps = new Float32Array(moved.units.length).fill(step, 0, count).fill(-step, count);
    const examples = row(moved.examples.map((example) => example - loaded.first));
    const { deltas, crossed } = await propagate(moved, steps, examples);
    try {
      const up = await costOf(deltas, crossed, examples, 1);
      if (!isMirrored) {
        return {
          plus: up.subarray(0, count),
          minus: up.subarray(count, 2 * count),
          crossed: up.slice(2 * count, 3 * count).map((own, c) => own + up[3 * count + c]!),
        };
      }
      const down = await costOf(deltas, crossed, examples, -1);
      return { plus: up.subarray(0, count), minus: down.subarray(0, count), crossed: up.subarray(count) };
    } finally {
      deltas.release();
      crossed.release();
    }
  };

  return { load, respond };
};

/** The columns, and once more. */
const twice = ({ layer, units, examples }: Columns): Columns => ({
  layer,
  units: Int32Array.from([...units, ...units]),
  examples: Int32Array.from([...examples, ...examples]),
});
