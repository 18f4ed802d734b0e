import {
  crossedCoordinates,
  type InputAt,
  oneSidedCoordinates,
  stepOf,
  type UnitGradients,
  type Units,
} from '@gradproof/core/engine';
import { SUM_BLOCK } from '@gradproof/model';
import { PANEL } from '../kernels/kernels.ts';
import { packWeights } from './panels.ts';
import type { PreparedLayer, PreparedNetwork } from './prepared-network.ts';
import { unitResponses } from './responses.ts';
import { sharedArray } from './shared-array.ts';
import { streamProduct } from './stream-product.ts';
import type { Tail } from './tail.ts';

/** A[input] of an example. */
const inputsOf =
  ({ inputs }: PreparedLayer, examples: number): InputAt =>
  (input, example) =>
    inputs[(Math.floor(input / PANEL) * examples + example) * PANEL + (input % PANEL)]!;

/** Σᵣ s[unit][r]·A[input][r], the L2 term added, over m: gradapprox of W, row by row. */
const weightGradients = (
  { theta, l2, examples }: PreparedNetwork,
  { place, inputs }: PreparedLayer,
  { kernels, plan }: Tail,
  { from, until }: Units,
  s: Float64Array,
): Float64Array => {
  const rows = until - from;
  const gradients = sharedArray(rows * place.inputs); // from a thread it comes without being copied
  const w = place.weights + from * place.inputs;
  streamProduct(kernels, plan.scratch, {
    rows,
    inputs: examples,
    packRows: (first, end, memory, to) => packWeights(s, 0, examples, first, end, memory, to),
    panels: inputs,
    fromStride: examples * PANEL,
    sumBlock: SUM_BLOCK,
    take: (panel, first, end, memory, at) => {
      const lanes = Math.min(PANEL, place.inputs - panel * PANEL);
      for (let row = first; row < end; row++) {
        const sums = at + (row - first) * PANEL;
        const out = row * place.inputs + panel * PANEL;
        for (let lane = 0; lane < lanes; lane++)
          gradients[out + lane] = (memory[sums + lane]! + l2 * theta[w + out + lane]!) / examples;
      }
    },
  });
  return gradients;
};

const biasGradients = (s: Float64Array, rows: number, examples: number): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let at = row * examples; at < (row + 1) * examples; at++) sum += s[at]!;
    return sum / examples;
  });

const normsOf = (s: Float64Array, rows: number, examples: number): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let at = row * examples; at < (row + 1) * examples; at++) sum += s[at]! * s[at]!;
    return Math.sqrt(sum);
  });

/** gradapprox[W[i,j]] = 1/m Σᵣ sᵢᵣ·A[j,r] + λ/m·W[i,j], gradapprox[b[i]] = 1/m Σᵣ sᵢᵣ, for some units i. Yields after each batch. */
export function* unitGradients(
  network: PreparedNetwork,
  tail: Tail,
  task: Units,
  epsilon: number,
): Generator<void, UnitGradients, void> {
  const { examples } = network;
  const layer = network.layers[task.layer]!;
  const rows = task.until - task.from;
  const { s, crossed, oneSided, evaluations } = yield* unitResponses(network, tail, task, stepOf(epsilon));
  const weights = weightGradients(network, layer, tail, task, s);
  const biases = biasGradients(s, rows, examples);
  const inputAt = inputsOf(layer, examples);
  return {
    weights,
    biases,
    responseNorms: normsOf(s, rows, examples),
    crossed: crossedCoordinates(layer.place, inputAt, task, crossed, examples),
    oneSided: oneSidedCoordinates(layer.place, inputAt, task, s, oneSided, weights, biases, examples),
    evaluations,
  };
}
