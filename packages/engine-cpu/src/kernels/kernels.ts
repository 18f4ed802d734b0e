import type { CostName } from '@gradproof/model';
import type { KernelActivation } from './kernel-names.ts';

/** Columns (examples of one unit) of a panel: the kernels' sums stand in registers, four columns wide. */
export const PANEL = 4;

/** Rows of a block of packed weights. */
export const BLOCK_ROWS = 4;

/**
 * Replaces the increments of a layer's pre-activations by those of its activations, in place.
 * deltas: [panels][stride/4 rows][4], `rows` of them used. groups: [panels], which group of four examples a panel is of.
 * z: tables [groups][groupStride/4 rows][4], the tables of the activation (`tables`) `tableSize` apart. flags: [panels][4], set to
 * something other than 0 where a step goes beyond a kink (|δ| > |z|). Offsets and strides count numbers of the memory.
 */
export type IncrementKernel = (
  panels: number,
  rows: number,
  deltas: number,
  stride: number,
  groups: number,
  z: number,
  groupStride: number,
  tableSize: number,
  flags: number,
) => void;

/** to[panels][4]: the increment of each example's cost when the last layer moves by sign·deltas. Otherwise as above. */
export type CostKernel = (
  panels: number,
  rows: number,
  deltas: number,
  stride: number,
  sign: number,
  groups: number,
  z: number,
  groupStride: number,
  tableSize: number,
  to: number,
) => void;

/** The inner loops, on a memory of their own. An entry's bits depend on none of the counts: every sum runs in index order. */
export interface Kernels {
  readonly name: 'webassembly' | 'typescript';
  /** What the offsets count in. */
  readonly memory: Float64Array;
  /**
   * to[p][i] = Σₖ weights[i][k]·from[p][k], for `panels` panels of four columns; weights packed: [rows/4][inputs][4], or
   * [1][inputs][4] for rows = 1. Sums run in the order of k, `sumBlock` of them at a time, and the blocks' sums are
   * added in order.
   */
  readonly multiply: (
    weights: number,
    rows: number,
    inputs: number,
    panels: number,
    from: number,
    fromStride: number,
    to: number,
    toStride: number,
    sumBlock: number,
  ) => void;
  /** to[p][o] = memory[columns[p] + o]·seeds[p]; columns: [panels], offsets of columns of weights; seeds: [panels][4]. */
  readonly spread: (
    panels: number,
    rows: number,
    columns: number,
    seeds: number,
    to: number,
    toStride: number,
  ) => void;
  readonly increments: Readonly<Record<KernelActivation, IncrementKernel>>;
  readonly costs: Readonly<Record<CostName, CostKernel>>;
}

/** Makes kernels with a memory of so many numbers, all 0. */
export type CreateKernels = (size: number) => Kernels;
