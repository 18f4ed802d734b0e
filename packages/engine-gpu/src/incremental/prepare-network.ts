import { createKinkTest, type LayeredProblem } from '@gradproof/core/engine';
import { columnTotals, costs, createForwardPass, type LayerPlace } from '@gradproof/model';
import { costKernels, type CostTable } from '../kernels/costs.ts';
import { activationKernels } from '../kernels/increments.ts';
import { keepSide, refuseLarge, refuseLargeParameters, ROUND_OFF, toFloat32 } from './float32.ts';
import type { PreparedLayer, PreparedNetwork } from './prepared-network.ts';

/** Where a unit at its kink is taken to stand: −∞ and ∞ as float32 devices keep them, and the kink itself. */
export const Z_OF_SIDE = { left: -(2 ** 127), right: 2 ** 127, on: 0 } as const;

/** z and the tables of an activation's increment, one below the other; units at a kink stand on its left side, as frameworks take it. */
const tablesOf = ({ activation }: LayerPlace, z: Float64Array, atKink: readonly number[]) => {
  const needed =
    activation === 'softmax' || activation === 'identity' ? [] : activationKernels[activation].tables;
  const tables = new Float32Array((1 + needed.length) * z.length);
  for (let at = 0; at < z.length; at++) tables[at] = keepSide(z[at]!);
  for (const at of atKink) tables[at] = Z_OF_SIDE.left;
  needed.forEach((table, index) => {
    const to = (index + 1) * z.length;
    for (let at = 0; at < z.length; at++) tables[to + at] = table(z[at]!);
  });
  return { tables, tableCount: 1 + needed.length };
};

const transposed = (values: Float64Array, rows: number, columns: number): Float32Array => {
  const out = new Float32Array(values.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      out[column * rows + row] = values[row * columns + column]!;
  return out;
};

const normsOf = (values: Float64Array, rows: number, columns: number): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let at = row * columns; at < (row + 1) * columns; at++) sum += values[at]! * values[at]!;
    return Math.sqrt(sum);
  });

const prepareLayer = (
  theta: Float64Array,
  place: LayerPlace,
  z: Float64Array,
  a: Float64Array,
  examples: number,
): PreparedLayer => {
  const { weights, biases, inputs } = place;
  const isAtKink = createKinkTest(place, theta, a, examples);
  const atKink: number[] = [];
  for (let at = 0; at < z.length && isAtKink !== null; at++)
    if (isAtKink(Math.floor(at / examples), at % examples, z[at]!)) atKink.push(at);
  return {
    place,
    weights: toFloat32(theta.subarray(weights, biases)),
    z,
    ...tablesOf(place, z, atKink),
    atKink,
    kinked: isAtKink !== null,
    inputs: a,
    inputColumns: transposed(a, inputs, examples),
    inputNorms: normsOf(a, inputs, examples),
  };
};

const costTablesOf = ({ network, Y }: LayeredProblem, z: Float64Array, a: Float64Array): Float32Array => {
  const { tables } = costKernels[network.cost];
  const totals = columnTotals(Y);
  const tableAt = (table: CostTable, at: number): number =>
    table(z[at]!, a[at]!, Y.data[at]!, totals[at % totals.length]!);
  const out = new Float32Array(tables.length * z.length);
  tables.forEach((table, index) => {
    for (let at = 0; at < z.length; at++) out[index * z.length + at] = tableAt(table, at);
  });
  return out;
};

/**
 * One plain forward pass in float64, and all that the tails need of it in float32. Throws InputError for numbers that float32 doesn't
 * hold.
 */
export const prepareNetwork = (problem: LayeredProblem): PreparedNetwork => {
  const { network, layout, theta, X, Y } = problem;
  refuseLargeParameters(layout, theta);
  const examples = X.shape[1]!;
  const { places, preActivations, activations, cost } = createForwardPass(network, X, Y);
  cost(theta);
  const layers = places.map((place, index) =>
    prepareLayer(
      theta,
      place,
      preActivations[index]!,
      index === 0 ? X.data : activations[index - 1]!,
      examples,
    ),
  );
  const [z, a] = [preActivations.at(-1)!, activations.at(-1)!];
  const { value } = costs[network.cost];
  const units = places.at(-1)!.units;
  const everyCost = Array.from({ length: examples }, (_, r) => value(z, a, Y.data, units, examples, r));
  const finite = everyCost.every(Number.isFinite);
  const costTables = costTablesOf(problem, z, a);
  if (finite) {
    layers.forEach(({ tables, inputColumns }, index) => {
      refuseLarge(`Inputs of layer ${index + 1}`, inputColumns);
      refuseLarge(`Pre-activations of layer ${index + 1}`, tables);
    });
    refuseLarge("The cost's terms", costTables);
  }
  return {
    layers,
    theta,
    cost: network.cost,
    costTables,
    outputs: a,
    targets: Y.data,
    l2: network.l2,
    examples,
    rounding: ROUND_OFF,
    finite,
  };
};
