import { type CostName, costs, elementwiseActivations } from '@gradproof/model';
import { kernelActivations } from './kernel-names.ts';
import { PANEL } from './kernels.ts';

/** f(z + δ) − f(z) of the activation of this number, for steps beyond the kernels' series. */
export const generalIncrement = (kind: number, z: number, delta: number): number =>
  elementwiseActivations[kernelActivations[kind]!].increment(z, delta);

/** The increment of one example's cost for steps beyond the series, at these offsets of the memory; its entries stand PANEL apart. */
export const generalCost = (
  memory: Float64Array,
  cost: CostName,
  rows: number,
  deltas: number,
  sign: number,
  z: number,
  y: number,
): number => {
  const column = (from: number) => Float64Array.from({ length: rows }, (_, k) => memory[from + PANEL * k]!);
  const logits = column(z);
  const increments = column(deltas).map((delta) => sign * delta);
  return costs[cost].increment(logits, logits, column(y), increments, rows, 1, 0);
};
