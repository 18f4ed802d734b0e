import {
  costs,
  elementwiseActivations,
  type CostName,
  type ElementwiseActivationName,
} from '@gradproof/model';

/** The numbers that the WebAssembly module knows activations by: assembly/smooth-increments.ts. */
const ACTIVATION_OF_KIND: readonly ElementwiseActivationName[] = [
  'relu',
  'leaky-relu',
  'elu',
  'softplus',
  'gelu',
  'tanh',
  'sigmoid',
];

/** The numbers that it knows costs by: assembly/costs.ts. */
const COST_OF_KIND: readonly CostName[] = ['binary-cross-entropy', 'softmax-cross-entropy'];

/** f(z + δ) − f(z) for steps beyond the kernels' series. */
export const generalIncrement = (kind: number, z: number, delta: number): number =>
  elementwiseActivations[ACTIVATION_OF_KIND[kind]!].increment(z, delta);

/** The increment of one example's cost for steps beyond the series; its entries stand PANEL apart in the memory. */
export const generalCost = (
  memory: Float64Array,
  kind: number,
  rows: number,
  deltas: number,
  sign: number,
  z: number,
  y: number,
): number => {
  const column = (from: number) => Float64Array.from({ length: rows }, (_, k) => memory[from + 4 * k]!);
  const logits = column(z);
  const increments = column(deltas).map((delta) => sign * delta);
  return costs[COST_OF_KIND[kind]!].increment(logits, logits, column(y), increments, rows, 1, 0);
};
