import type { LayeredProblem } from '@gradproof/core/engine';
import { activate, costs, kinkOf, type LayerPlace, layerPlaces, SUM_BLOCK } from '@gradproof/model';
import { type CreateKernels, type Kernels, PANEL } from '../kernels/kernels.ts';
import { groupsOf, packPanels, packWeights, panelStride } from './panels.ts';
import type { PreparedLayer, PreparedNetwork } from './prepared-network.ts';
import { sharedArray, toShared } from './shared-array.ts';
import { leastRegion, streamProduct } from './stream-product.ts';
import { activationTables, costTables, fillActivationTables } from './tables.ts';
import { takeKinks } from './take-kinks.ts';

/** Rounding errors of an entry, in units of ‖s‖·‖A‖/m: 64 roundings, of sums in blocks, and as much again in the tails. */
const ROUNDING = 64 * 2 ** -53;

/** The kernels' memory that a forward pass asks for, in numbers, where the budget allows it: 8 MiB. */
const COMFORTABLE = 2 ** 20;

/** z = W·a + b, [units, m], a in the layout of panels: the bits of the plain forward pass. */
const linear = (
  kernels: Kernels,
  theta: Float64Array,
  { units, inputs, weights, biases }: LayerPlace,
  a: Float64Array,
  examples: number,
): Float64Array => {
  const z = sharedArray(units * examples);
  streamProduct(
    kernels,
    { at: 0, size: kernels.memory.length },
    {
      rows: units,
      inputs,
      packRows: (from, until, memory, to) => packWeights(theta, weights, inputs, from, until, memory, to),
      panels: a,
      fromStride: panelStride(inputs),
      sumBlock: SUM_BLOCK,
      take: (group, from, until, memory, at) => {
        const lanes = Math.min(PANEL, examples - group * PANEL);
        for (let unit = from; unit < until; unit++) {
          const bias = theta[biases + unit]!;
          const row = at + (unit - from) * PANEL;
          const out = unit * examples + group * PANEL;
          for (let lane = 0; lane < lanes; lane++) z[out + lane] = memory[row + lane]! + bias;
        }
      },
    },
  );
  return z;
};

const inputsOf = (a: Float64Array, inputs: number, examples: number) => {
  const panels = sharedArray(Math.ceil(inputs / PANEL) * examples * PANEL);
  const norms = sharedArray(inputs);
  for (let input = 0; input < inputs; input++) {
    const to = Math.floor(input / PANEL) * examples * PANEL + (input % PANEL);
    let sum = 0;
    for (let r = 0; r < examples; r++) {
      const value = a[input * examples + r]!;
      panels[to + r * PANEL] = value;
      sum += value * value;
    }
    norms[input] = Math.sqrt(sum);
  }
  return { inputs: panels, inputNorms: norms };
};

const prepareLayer = (
  place: LayerPlace,
  theta: Float64Array,
  a: Float64Array,
  z: Float64Array,
  examples: number,
): PreparedLayer => {
  const stride = panelStride(place.units);
  const size = groupsOf(examples) * stride;
  const tables = sharedArray(activationTables(place.activation) * size);
  packPanels(z, place.units, examples, tables);
  const atKink = takeKinks(place, theta, a, tables, examples);
  fillActivationTables(place.activation, tables, size);
  return {
    place,
    tables,
    stride,
    atKink,
    kinked: kinkOf(place) !== null,
    ...inputsOf(a, place.inputs, examples),
  };
};

const packed = (values: Float64Array, rows: number, examples: number): Float64Array => {
  const panels = new Float64Array(groupsOf(examples) * panelStride(rows));
  packPanels(values, rows, examples, panels);
  return panels;
};

/** One forward pass by the kernels, and all that the tails need of it. */
export const prepareNetwork = (
  { network, theta, X, Y }: LayeredProblem,
  createKernels: CreateKernels,
): PreparedNetwork => {
  const [features, examples] = X.shape as [number, number];
  const places = layerPlaces(network, features);
  const least = Math.max(...places.map(({ inputs }) => leastRegion(inputs, panelStride(inputs))));
  const wanted = Math.max(...places.map(({ inputs, units }) => (units + 4 * examples) * (inputs + 4)));
  const kernels = createKernels(Math.max(least, Math.min(wanted, COMFORTABLE)));
  const layers: PreparedLayer[] = [];
  let a: Float64Array = X.data;
  let z: Float64Array = a;
  for (const place of places) {
    z = linear(kernels, theta, place, packed(a, place.inputs, examples), examples);
    layers.push(prepareLayer(place, theta, a, z, examples));
    a = new Float64Array(z.length);
    activate(place, z, a);
  }
  const { units } = places.at(-1)!;
  const pack = (values: Float64Array) => packed(values, units, examples);
  const { value } = costs[network.cost];
  const everyCost = Array.from({ length: examples }, (_, r) => value(z, a, Y.data, units, examples, r));
  return {
    layers,
    theta: toShared(theta),
    cost: network.cost,
    costTables: toShared(costTables(network.cost, pack(z), pack(a), pack(Y.data))),
    l2: network.l2,
    examples,
    groups: groupsOf(examples),
    rounding: ROUNDING,
    finite: everyCost.every(Number.isFinite),
  };
};
