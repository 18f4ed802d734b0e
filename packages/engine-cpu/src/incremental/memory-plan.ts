import { PANEL } from '../kernels/kernels.ts';
import { paddedRows, panelStride } from './panels.ts';
import type { PreparedNetwork } from './prepared-network.ts';
import { leastRegion } from './stream-product.ts';
import { activationTables, COST_TABLES } from './tables.ts';

/** Increments of a batch that stay near the processor: 256 KiB a buffer. */
const CACHED = 2 ** 15;
const MOST_PANELS = 256;
const LEAST_PANELS = 4;

/** Where everything stands in the kernels' memory; offsets and sizes count numbers. */
export interface MemoryPlan {
  readonly size: number;
  /** Panels of a batch. */
  readonly panels: number;
  /** Groups of examples whose tables stand in memory at a time. */
  readonly groups: number;
  /** [panels] each: the group and the column of weights of a panel. */
  readonly groupList: number;
  readonly columnList: number;
  /** [panels][4] each. */
  readonly seeds: number;
  readonly flags: number;
  readonly plus: number;
  readonly minus: number;
  /** Columns of weights: [panels][widest layer]. */
  readonly columns: number;
  /** The widest layer's units, padded. */
  readonly columnStride: number;
  /** Two buffers of increments, [panels][widest layer][4]. */
  readonly deltas: readonly [number, number];
  /** Each layer's tables for `groups` groups. */
  readonly tables: readonly number[];
  readonly costTables: number;
  /** Each layer's packed weights; null where they stream through `scratch`. Layers 0 and 1 are in no tail's products. */
  readonly weights: readonly (number | null)[];
  /** For products of what doesn't stand in memory. */
  readonly scratch: { readonly at: number; readonly size: number };
}

/** Numbers of a group's tables, all layers and the cost. */
const tablesOfGroup = ({ layers, cost }: PreparedNetwork): number =>
  layers.reduce((sum, { place, stride }) => sum + activationTables(place.activation) * stride, 0) +
  COST_TABLES[cost] * layers.at(-1)!.stride;

/** Lays out the memory of one thread within `budget` numbers, as far as a single panel of the widest layer allows it. */
export const planMemory = (network: PreparedNetwork, budget: number): MemoryPlan => {
  const { layers, groups: allGroups, cost, examples } = network;
  const widest = Math.max(...layers.map(({ stride }) => stride));
  const perPanel = 2 + 4 * PANEL + widest / PANEL + 2 * widest;
  const cached = Math.max(LEAST_PANELS, Math.min(MOST_PANELS, Math.floor(CACHED / widest)));
  const panels = Math.max(1, Math.min(cached, Math.floor(budget / 4 / perPanel)));
  const groups = Math.max(1, Math.min(allGroups, Math.floor(budget / 4 / tablesOfGroup(network))));
  const packedSizes = layers.map(({ place }, index) =>
    index < 2 ? 0 : paddedRows(place.units) * place.inputs,
  );
  const packed = packedSizes.reduce((sum, size) => sum + size, 0);
  const resident = packed <= budget / 4;

  let size = 0;
  const reserve = (numbers: number): number => {
    const at = size;
    size += Math.ceil(numbers / 2) * 2; // 16 bytes: whole vectors
    return at;
  };
  const lists = {
    groupList: reserve(panels),
    columnList: reserve(panels),
    seeds: reserve(panels * PANEL),
    flags: reserve(panels * PANEL),
    plus: reserve(panels * PANEL),
    minus: reserve(panels * PANEL),
    columnStride: widest / PANEL,
    columns: reserve((panels * widest) / PANEL),
  };
  const deltas = [reserve(panels * widest), reserve(panels * widest)] as const;
  const tables = layers.map(({ place, stride }) =>
    reserve(activationTables(place.activation) * groups * stride),
  );
  const costTables = reserve(COST_TABLES[cost] * groups * layers.at(-1)!.stride);
  const weights = packedSizes.map((numbers) => (numbers > 0 && resident ? reserve(numbers) : null));
  const scratch = scratchSize(network, resident, Math.floor(budget / 4));
  const scratchAt = reserve(scratch);
  return {
    size,
    panels,
    groups,
    ...lists,
    deltas,
    tables,
    costTables,
    weights,
    scratch: { at: scratchAt, size: scratch },
  };

  /** Streams the weights of tails where they aren't resident, and the products of responses with the inputs. */
  function scratchSize({ layers: all }: PreparedNetwork, areResident: boolean, most: number): number {
    const responses = leastRegion(examples, panelStride(examples));
    const streamed = areResident ? 0 : Math.max(...all.slice(2).map(({ place }) => 4 * place.inputs));
    const comfortable = Math.max(
      ...all.map(({ place }) => (place.inputs + 64) * (examples + 4)),
      areResident ? 0 : packed,
    );
    return Math.max(responses, streamed, Math.min(comfortable, most));
  }
};
