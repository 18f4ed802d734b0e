import type { DeviceLimits } from '../device/device-limits.ts';
import type { PreparedNetwork } from './prepared-network.ts';

/** How a network's work is cut into launches. */
export interface BatchPlan {
  /** Pairs of a unit and an example in a batch, at least 1. */
  readonly columns: number;
  /** Examples whose tables are on the device at a time, at least 1. */
  readonly examples: number;
}

/** Increments in flight: what a launch reads, what it writes, what its kernel and the others still hold. */
const LIVE_MATRICES = 6;

/** A launch of fewer isn't worth it, however long it takes. */
const LEAST_COLUMNS = 16;
const FLOAT = Float32Array.BYTES_PER_ELEMENT;

/** Cuts `pairs` of a unit and an example so that `memory` bytes and the device's limits are kept; each `shrink` halves the batches. */
export const planBatches = (
  { layers, examples }: PreparedNetwork,
  limits: DeviceLimits,
  memory: number,
  pairs: number,
  shrink = 0,
): BatchPlan => {
  const widest = Math.max(...layers.map(({ place }) => place.units));
  const tallest = Math.max(...layers.map(({ place, tableCount }) => Math.max(tableCount, 4) * place.units));
  const products = layers.slice(1).map(({ place }) => 2 * place.inputs * place.units);
  const perPair = 2 * Math.max(...products, 8 * widest); // both signs of the step
  const bytes = Math.min(limits.matrixBytes, memory / LIVE_MATRICES);
  const fitting = Math.min(
    pairs,
    bytes / (2 * FLOAT * widest),
    limits.columns,
    Math.max(LEAST_COLUMNS, limits.launchOperations / perPair),
  );
  return {
    columns: Math.max(1, Math.floor(fitting / 2 ** shrink)),
    examples: Math.max(1, Math.min(examples, Math.floor(bytes / (FLOAT * tallest)))),
  };
};
