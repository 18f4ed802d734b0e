import { SUM_BLOCK } from '@gradproof/model';
import { PANEL } from '../kernels/kernels.ts';
import { packWeights } from './panels.ts';
import type { PreparedLayer, PreparedNetwork } from './prepared-network.ts';
import { unitResponses, type UnitResponses, type Units } from './responses.ts';
import { sharedArray } from './shared-array.ts';
import { stepOf } from './step.ts';
import { streamProduct } from './stream-product.ts';
import type { Tail } from './tail.ts';

/** A coordinate without a derivative: whatever lies between these is right. */
export interface OneSidedCoordinate {
  readonly coordinate: number;
  readonly lower: number;
  readonly upper: number;
}

/** gradapprox of some units of a layer. */
export interface UnitGradients {
  /** [units, inputs]. */
  readonly weights: Float64Array;
  /** [units]. */
  readonly biases: Float64Array;
  /** ‖s‖ of each unit over the examples. */
  readonly responseNorms: Float64Array;
  /** Coordinates whose step crosses a kink, ascending in weights, then in biases. */
  readonly crossed: readonly number[];
  readonly oneSided: readonly OneSidedCoordinate[];
  /** [units]. */
  readonly evaluations: Float64Array;
}

/** A[input] of an example. */
const inputAt = ({ inputs }: PreparedLayer, examples: number, input: number, example: number): number =>
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

/** Groups pairs of a unit and an example by their unit. */
const byUnit = <Pair>(pairs: readonly Pair[], unitOf: (pair: Pair) => number): Map<number, Pair[]> =>
  pairs.reduce((units, pair) => {
    const own = units.get(unitOf(pair));
    if (own) own.push(pair);
    else units.set(unitOf(pair), [pair]);
    return units;
  }, new Map<number, Pair[]>());

/** The coordinates that move a unit in one of its crossing examples. */
const crossedCoordinates = (
  layer: PreparedLayer,
  { from }: Units,
  { crossed }: UnitResponses,
  examples: number,
): number[] => {
  const { place } = layer;
  const units = byUnit(crossed, (pair) => from + Math.floor(pair / examples));
  const weights: number[] = [];
  for (const [unit, pairs] of units) {
    for (let input = 0; input < place.inputs; input++) {
      const moves = pairs.some((pair) => inputAt(layer, examples, input, pair % examples) !== 0);
      if (moves) weights.push(place.weights + unit * place.inputs + input);
    }
  }
  return [...weights, ...[...units.keys()].map((unit) => place.biases + unit)];
};

/** The intervals of the coordinates that move a unit in an example where it has no one response. */
const oneSidedCoordinates = (
  layer: PreparedLayer,
  { from }: Units,
  { s, oneSided }: UnitResponses,
  weights: Float64Array,
  biases: Float64Array,
  examples: number,
): OneSidedCoordinate[] => {
  const { place } = layer;
  const found: OneSidedCoordinate[] = [];
  for (const [unit, pairs] of byUnit(oneSided, (pair) => pair.unit)) {
    const between = (coordinate: number, value: number, inputOf: (example: number) => number) => {
      let [below, above] = [0, 0];
      for (const { example, lower, upper } of pairs) {
        const a = inputOf(example);
        const own = s[(unit - from) * examples + example]! * a;
        below += Math.min(lower * a, upper * a) - own;
        above += Math.max(lower * a, upper * a) - own;
      }
      if (below === above) return;
      found.push({ coordinate, lower: value + below / examples, upper: value + above / examples });
    };
    for (let input = 0; input < place.inputs; input++) {
      const value = weights[(unit - from) * place.inputs + input]!;
      between(place.weights + unit * place.inputs + input, value, (r) => inputAt(layer, examples, input, r));
    }
    between(place.biases + unit, biases[unit - from]!, () => 1);
  }
  return found;
};

/** gradapprox[W[i,j]] = 1/m Σᵣ sᵢᵣ·A[j,r] + λ/m·W[i,j], gradapprox[b[i]] = 1/m Σᵣ sᵢᵣ, for some units i. Yields where it may rest. */
export function* unitGradients(
  network: PreparedNetwork,
  tail: Tail,
  task: Units,
  epsilon: number,
): Generator<void, UnitGradients, void> {
  const { examples } = network;
  const layer = network.layers[task.layer]!;
  const rows = task.until - task.from;
  const responses = yield* unitResponses(network, tail, task, stepOf(epsilon, layer.scale));
  const weights = weightGradients(network, layer, tail, task, responses.s);
  const biases = biasGradients(responses.s, rows, examples);
  return {
    weights,
    biases,
    responseNorms: normsOf(responses.s, rows, examples),
    crossed: crossedCoordinates(layer, task, responses, examples),
    oneSided: oneSidedCoordinates(layer, task, responses, weights, biases, examples),
    evaluations: responses.evaluations,
  };
}
