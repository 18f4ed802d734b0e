import { costs } from '../costs/index.ts';
import type { Tensor } from '../tensor.ts';
import { activate } from './activate.ts';
import { changedColumns, columnsOf } from './columns.ts';
import { createForwardPass, l2Term } from './forward-pass.ts';
import { crossesKink } from './kinks.ts';
import { coordinatePlace, type CoordinatePlace, type LayerPlace } from './layer-places.ts';
import { linear } from './linear.ts';
import type { NetworkDescription } from './network.ts';

/** J with one coordinate moved. */
export interface MovedCost {
  readonly cost: number;
  /** True when some unit stands on another side of its kink than at θ. */
  readonly crosses: boolean;
}

/** The plain forward pass for points that differ from θ in one coordinate. */
export interface MovedPass {
  /** J(θ). */
  readonly cost: number;
  /** J with `theta[coordinate]` replaced by `value`. */
  readonly costAt: (coordinate: number, value: number) => MovedCost;
}

/**
 * Evaluates J where one coordinate of θ is moved, by values only. In its layer one row changes; the layer after gets what that row
 * changed, and only for the examples where it did; from there they are propagated anew.
 *
 * @param theta θ, [P]
 * @param X The examples, [n₀, m].
 * @param Y Their targets, [n_L, m].
 */
export const createMovedPass = (
  network: NetworkDescription,
  theta: Float64Array,
  X: Tensor,
  Y: Tensor,
): MovedPass => {
  const pass = passAt(network, theta, X, Y);
  const mean = createMean(pass, network, Y);
  const penalty = network.l2 === 0 ? 0 : l2Term(theta, pass.places, network.l2, pass.examples);
  return {
    cost: pass.cost,
    costAt: (coordinate, value) => {
      const place = coordinatePlace(pass.places, coordinate);
      const row = movedRow(pass, place, value);
      const { layer, z, columns } = firstMoved(pass, place, row);
      const moved = propagate(pass, layer, z, columns);
      const squares = place.input === null ? 0 : squaresIncrement(theta[coordinate]!, value, network.l2);
      return {
        cost: mean(moved.z, moved.a, columns) + penalty + squares / (2 * pass.examples),
        crosses: moved.crosses || rowCrosses(pass, place, row),
      };
    },
  };
};

/** The network at θ, and what it propagated: nothing passes through it again. */
interface PassAtTheta {
  readonly theta: Float64Array;
  readonly places: readonly LayerPlace[];
  readonly examples: number;
  /** 0 … m − 1. */
  readonly everyExample: readonly number[];
  readonly cost: number;
  /** X, and A of each layer but the last: what each layer takes. */
  readonly inputs: readonly Float64Array[];
  readonly preActivations: readonly Float64Array[];
  readonly activations: readonly Float64Array[];
}

const passAt = (network: NetworkDescription, theta: Float64Array, X: Tensor, Y: Tensor): PassAtTheta => {
  const { cost, places, preActivations, activations } = createForwardPass(network, X, Y);
  const examples = X.shape[1]!;
  const everyExample = Array.from({ length: examples }, (_, r) => r);
  const inputs = [X.data, ...activations.slice(0, -1)];
  return { theta, places, examples, everyExample, cost: cost(theta), inputs, preActivations, activations };
};

/** Examples in which something moved. */
interface MovedLayer {
  readonly layer: number;
  /** The layer's pre-activations in those examples, [units, columns]. */
  readonly z: Float64Array;
  readonly columns: readonly number[];
}

/** 1/m Σ of the examples' costs, those of some columns anew: z and a of the last layer, [units, columns]. */
type Mean = (z: Float64Array, a: Float64Array, columns: readonly number[]) => number;

const createMean = (pass: PassAtTheta, { cost }: NetworkDescription, { data: targets }: Tensor): Mean => {
  const { places, examples, preActivations, activations } = pass;
  const { value } = costs[cost];
  const { units } = places.at(-1)!;
  const costsOf = (z: Float64Array, a: Float64Array, y: Float64Array, count: number) =>
    Float64Array.from({ length: count }, (_, r) => value(z, a, y, units, count, r));
  const atTheta = costsOf(preActivations.at(-1)!, activations.at(-1)!, targets, examples);
  return (z, a, columns) => {
    const all = Float64Array.from(atTheta);
    const moved = costsOf(z, a, columnsOf(targets, examples, columns), columns.length);
    columns.forEach((r, at) => (all[r] = moved[at]!));
    return (1 / examples) * all.reduce((sum, cost) => sum + cost, 0);
  };
};

/** λ·(value² − weight²), what a moved weight adds to λ‖W‖². */
const squaresIncrement = (weight: number, value: number, l2: number): number =>
  (value - weight) * (value + weight) * l2;

/** A unit's row of a matrix [units, m]. */
const rowOf = (values: Float64Array, unit: number, examples: number): Float64Array =>
  values.subarray(unit * examples, (unit + 1) * examples);

/** z of the coordinate's unit with the coordinate replaced by `value`: [1, m]. */
const movedRow = (
  { theta, places, examples, inputs: inputsOf }: PassAtTheta,
  { layer, unit, input }: CoordinatePlace,
  value: number,
): Float64Array => {
  const { inputs, weights, biases, activation } = places[layer]!;
  const parameters = new Float64Array(inputs + 1);
  parameters.set(theta.subarray(weights + unit * inputs, weights + (unit + 1) * inputs));
  parameters[inputs] = theta[biases + unit]!;
  parameters[input ?? inputs] = value;
  const z = new Float64Array(examples);
  const single = { activation, units: 1, inputs, weights: 0, biases: inputs };
  linear(parameters, single, inputsOf[layer]!, examples, z);
  return z;
};

/** The last layer with the moved row in it, or the layer after with what its activations change there. */
const firstMoved = (pass: PassAtTheta, { layer, unit }: CoordinatePlace, row: Float64Array): MovedLayer => {
  const { places, examples, preActivations, activations } = pass;
  if (layer === places.length - 1) {
    const columns = changedColumns(row, rowOf(preActivations[layer]!, unit, examples));
    const z = columnsOf(preActivations[layer]!, examples, columns);
    columns.forEach((r, at) => (z[unit * columns.length + at] = row[r]!));
    return { layer, z, columns };
  }
  const after = new Float64Array(examples);
  activate({ activation: places[layer]!.activation, units: 1 }, row, after);
  const columns = changedColumns(after, rowOf(activations[layer]!, unit, examples));
  return { layer: layer + 1, z: nextOf(pass, layer + 1, unit, after, columns), columns };
};

/** z of a layer, in some examples, after the activations of one unit before it became `row`. */
const nextOf = (
  { theta, places, examples, preActivations, activations }: PassAtTheta,
  layer: number,
  unit: number,
  row: Float64Array,
  columns: readonly number[],
): Float64Array => {
  const { units, inputs, weights } = places[layer]!;
  const before = rowOf(activations[layer - 1]!, unit, examples);
  const z = columnsOf(preActivations[layer]!, examples, columns);
  for (let o = 0, at = 0; o < units; o++) {
    const weight = theta[weights + o * inputs + unit]!;
    for (const r of columns) z[at++]! += weight * (row[r]! - before[r]!);
  }
  return z;
};

/** From z of a layer in some examples to the last layer, and the kinks on the way. */
const propagate = (
  { theta, places, examples, preActivations }: PassAtTheta,
  from: number,
  zFrom: Float64Array,
  columns: readonly number[],
): { z: Float64Array; a: Float64Array; crosses: boolean } => {
  let z = zFrom;
  let a = new Float64Array(0);
  let crosses = false;
  for (let layer = from; layer < places.length; layer++) {
    const place = places[layer]!;
    if (layer > from) {
      z = new Float64Array(place.units * columns.length);
      linear(theta, place, a, columns.length, z);
    }
    crosses ||= crossesKink(place, z, preActivations[layer]!, examples, columns);
    a = new Float64Array(z.length);
    activate(place, z, a);
  }
  return { z, a, crosses };
};

/** Whether the moved row has entries on another side of the unit's kink than at θ. */
const rowCrosses = (
  { places, examples, everyExample, preActivations }: PassAtTheta,
  { layer, unit }: CoordinatePlace,
  row: Float64Array,
): boolean =>
  crossesKink(places[layer]!, row, rowOf(preActivations[layer]!, unit, examples), examples, everyExample);
