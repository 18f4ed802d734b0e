import { BLOCK_ROWS, type Kernels, PANEL } from '../kernels/kernels.ts';
import { paddedRows } from './panels.ts';

/** A product whose operands are larger than the kernels' memory may be. */
export interface StreamedProduct {
  readonly rows: number;
  readonly inputs: number;
  /** Packs rows from … until of the left operand to `to` of `memory`: [rows/4][inputs][4], filled up with 0. */
  readonly packRows: (from: number, until: number, memory: Float64Array, to: number) => void;
  /** The right operand: [panels][fromStride/4][4]. */
  readonly panels: Float64Array;
  readonly fromStride: number;
  /** Terms that are summed at a time: see Kernels.multiply. */
  readonly sumBlock: number;
  /** Called with each finished piece: rows from … until of panel p stand at `at` of `memory`, [rows][4]. */
  readonly take: (panel: number, from: number, until: number, memory: Float64Array, at: number) => void;
}

/** Where in the kernels' memory it may work. */
export interface Region {
  readonly at: number;
  readonly size: number;
}

/** How many rows and panels at once fit the region; at least a block and a panel. */
const pieceOf = (size: number, rows: number, inputs: number, count: number, stride: number) => {
  const panels = Math.max(1, Math.min(count, Math.floor(size / 4 / stride)));
  const left = size - panels * stride;
  const fitting = Math.floor(left / (inputs + panels * PANEL) / BLOCK_ROWS) * BLOCK_ROWS;
  return { panels, rows: Math.max(BLOCK_ROWS, Math.min(paddedRows(rows), fitting)) };
};

/** How small a region may be for such a product. */
export const leastRegion = (inputs: number, stride: number): number =>
  BLOCK_ROWS * inputs + stride + BLOCK_ROWS * PANEL;

/** out[p][i] = Σₖ left[i][k]·panels[p][k], piece by piece. An entry's bits don't depend on the pieces. */
export const streamProduct = (kernels: Kernels, region: Region, product: StreamedProduct): void => {
  const { rows, inputs, packRows, panels, fromStride, sumBlock, take } = product;
  const { memory } = kernels;
  const count = panels.length / fromStride;
  const piece = pieceOf(region.size, rows, inputs, count, fromStride);
  const weights = region.at;
  const from = weights + piece.rows * inputs;
  const to = from + piece.panels * fromStride;
  for (let row = 0; row < rows; row += piece.rows) {
    const until = Math.min(row + piece.rows, rows);
    packRows(row, until, memory, weights);
    const written = paddedRows(until - row);
    for (let panel = 0; panel < count; panel += piece.panels) {
      const some = Math.min(piece.panels, count - panel);
      memory.set(panels.subarray(panel * fromStride, (panel + some) * fromStride), from);
      kernels.multiply(weights, written, inputs, some, from, fromStride, to, written * PANEL, sumBlock);
      for (let p = 0; p < some; p++) take(panel + p, row, until, memory, to + p * written * PANEL);
    }
  }
};
