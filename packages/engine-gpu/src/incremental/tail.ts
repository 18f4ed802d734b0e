import { mirroredLayers } from '@gradproof/model';
import { type Launcher, rowOf } from '../device/launcher.ts';
import { costKernels } from '../kernels/costs.ts';
import { type Columns, joinColumns } from './columns.ts';
import { createLoadedTables, type LoadedTables } from './loaded-tables.ts';
import type { PreparedNetwork } from './prepared-network.ts';
import { createPropagation, release } from './propagation.ts';

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
  readonly load: LoadedTables['load'];
  /** Moves each column's unit by ±step, for loaded examples, and follows it to the cost. */
  readonly respond: (columns: Columns, step: number) => Promise<ColumnResponses>;
}

/** A cost's increments and the crossings, [columns] each. */
interface CostIncrements {
  readonly increments: Float32Array;
  readonly crossed: Float32Array;
}

/** Creates the tails of a network. */
export const createTail = (network: PreparedNetwork, launcher: Launcher): Tail => {
  const tables = createLoadedTables(network, launcher);
  const propagate = createPropagation(network, launcher, tables);
  const mirrored = mirroredLayers(
    network.layers.map(({ place }) => place),
    network.cost,
  );

  /** Moves each column's unit by its step; the cost's increments for the signs of those steps. */
  const follow = async (
    columns: Columns,
    steps: Float32Array,
    signs: readonly number[],
  ): Promise<CostIncrements[]> => {
    const first = tables.first();
    const examples = rowOf(
      launcher,
      columns.examples.map((example) => example - first),
    );
    const moved = await propagate(columns, steps, examples);
    const { height, width } = moved.deltas;
    const responses: CostIncrements[] = [];
    try {
      for (const sign of signs) {
        const args = [moved.deltas, tables.ofCost().matrix, examples, height, sign, moved.crossed];
        const result = await launcher.launch(costKernels[network.cost].increment, args, 2, width);
        const values = await launcher.read(result).finally(result.release);
        responses.push({ increments: values.subarray(0, width), crossed: values.subarray(width) });
      }
    } finally {
      release(moved);
    }
    return responses;
  };

  /** Where −step's increments are those of +step with the sign changed: one propagation for both. */
  const respondOnce = async (columns: Columns, step: number): Promise<ColumnResponses> => {
    const steps = new Float32Array(columns.units.length).fill(step);
    const [up, down] = (await follow(columns, steps, [1, -1])) as [CostIncrements, CostIncrements];
    return { plus: up.increments, minus: down.increments, crossed: up.crossed };
  };

  /** Where they aren't: the columns twice, with each sign. */
  const respondTwice = async (columns: Columns, step: number): Promise<ColumnResponses> => {
    const count = columns.units.length;
    const steps = new Float32Array(2 * count).fill(step, 0, count).fill(-step, count);
    const [both] = (await follow(joinColumns(columns, columns), steps, [1])) as [CostIncrements];
    const { increments, crossed } = both;
    return {
      plus: increments.subarray(0, count),
      minus: increments.subarray(count),
      crossed: crossed.slice(0, count).map((flag, c) => flag + crossed[count + c]!),
    };
  };

  return {
    load: tables.load,
    respond: (columns, step) =>
      tables.side() !== 'on' && mirrored[columns.layer]!
        ? respondOnce(columns, step)
        : respondTwice(columns, step),
  };
};
