import { BLOCK_ROWS, PANEL } from '../kernels/kernels.ts';
import { paddedRows, panelStride } from './panels.ts';
import type { PreparedNetwork } from './prepared-network.ts';
import { leastRegion } from './stream-product.ts';
import { activationTables, costTableCount } from './tables.ts';

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

/** Lays out the memory of one thread within `budget` numbers, as far as a single panel of the widest layer allows it. */
export const planMemory = (network: PreparedNetwork, budget: number): MemoryPlan => {
  const { layers, cost } = network;
  const widest = Math.max(...layers.map(({ stride }) => stride));
  const share = budget / 4; // of batches, tables, weights and scratch each
  const panels = panelsOfBatch(widest, share);
  const groups = Math.max(1, Math.min(network.groups, Math.floor(share / tablesOfGroup(network))));
  const weightSizes = packedSizes(network);
  const resident = total(weightSizes) <= share;
  const scratch = scratchSize(network, resident ? 0 : total(weightSizes), Math.floor(share));
  const { reserve, size } = createLayout();
  return {
    panels,
    groups,
    groupList: reserve(panels),
    columnList: reserve(panels),
    seeds: reserve(panels * PANEL),
    flags: reserve(panels * PANEL),
    plus: reserve(panels * PANEL),
    minus: reserve(panels * PANEL),
    columnStride: widest / PANEL,
    columns: reserve((panels * widest) / PANEL),
    deltas: [reserve(panels * widest), reserve(panels * widest)],
    tables: layers.map(({ place, stride }) => reserve(activationTables(place.activation) * groups * stride)),
    costTables: reserve(costTableCount(cost) * groups * layers.at(-1)!.stride),
    weights: weightSizes.map((numbers) => (numbers > 0 && resident ? reserve(numbers) : null)),
    scratch: { at: reserve(scratch), size: scratch },
    size: size(), // after all that is reserved
  };
};

const total = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);

/** Numbers of a group's tables, all layers and the cost. */
const tablesOfGroup = ({ layers, cost }: PreparedNetwork): number =>
  total(layers.map(({ place, stride }) => activationTables(place.activation) * stride)) +
  costTableCount(cost) * layers.at(-1)!.stride;

/** As many panels as stay near the processor and fit their share of the memory; at least 1. */
const panelsOfBatch = (widest: number, share: number): number => {
  const perPanel = 2 + 4 * PANEL + widest / PANEL + 2 * widest;
  const cached = Math.max(LEAST_PANELS, Math.min(MOST_PANELS, Math.floor(CACHED / widest)));
  return Math.max(1, Math.min(cached, Math.floor(share / perPanel)));
};

/** Numbers of each layer's packed weights; 0 of layers 0 and 1, which are in no tail's products. */
const packedSizes = ({ layers }: PreparedNetwork): number[] =>
  layers.map(({ place }, index) => (index < 2 ? 0 : paddedRows(place.units) * place.inputs));

/**
 * For streaming the weights of tails (`streamed` numbers of them, 0 where all are resident) and the products of responses with the
 * inputs: what is comfortable, as far as `most` allows it.
 */
const scratchSize = ({ layers, examples }: PreparedNetwork, streamed: number, most: number): number => {
  const responses = leastRegion(examples, panelStride(examples));
  const rows =
    streamed === 0 ? 0 : Math.max(...layers.slice(2).map(({ place }) => BLOCK_ROWS * place.inputs));
  const comfortable = Math.max(...layers.map(({ place }) => (place.inputs + 64) * (examples + 4)), streamed);
  return Math.max(responses, rows, Math.min(comfortable, most));
};

/** Places in a memory, one after the other, each at whole vectors of 16 bytes. */
const createLayout = () => {
  let size = 0;
  return {
    reserve: (numbers: number): number => {
      const at = size;
      size += Math.ceil(numbers / 2) * 2;
      return at;
    },
    size: () => size,
  };
};
