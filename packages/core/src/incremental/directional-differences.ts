import {
  addRows,
  createForwardPass,
  costs,
  elementwiseActivations,
  nearIncrements,
  type ElementwiseActivationName,
  type ForwardPass,
  type LayerPlace,
} from '@gradproof/model';
import type { Differences } from '../engine.ts';
import type { LayeredProblem } from '../problem.ts';
import { createBreather } from '../textbook/breather.ts';

/** Rows of a matrix with rows of `length` in which any number isn't 0. */
const movedRows = (values: Float64Array, length: number): number[] =>
  Array.from({ length: values.length / length }, (_, row) => row).filter((row) =>
    values.subarray(row * length, (row + 1) * length).some((value) => value !== 0),
  );

/** These rows of a matrix with rows of `length`, one after the other. */
const rowsOf = (values: Float64Array, rows: readonly number[], length: number): Float64Array => {
  const taken = new Float64Array(rows.length * length);
  for (const [to, row] of rows.entries())
    taken.set(values.subarray(row * length, (row + 1) * length), to * length);
  return taken;
};

/** V·A + v of a layer: what its direction does to Z by itself. */
const ownSlope = (
  direction: Float64Array,
  { units, inputs, weights, biases }: LayerPlace,
  a: Float64Array,
  examples: number,
): Float64Array => {
  const slope = new Float64Array(units * examples);
  const block = new Float64Array(examples);
  for (let unit = 0; unit < units; unit++) {
    const row = weights + unit * inputs;
    const to = unit * examples;
    slope.fill(direction[biases + unit]!, to, to + examples);
    const isMoved = direction.subarray(row, row + inputs).some((v) => v !== 0);
    if (isMoved) addRows(inputs, (input) => direction[row + input]!, a, examples, block, slope, to);
  }
  return slope;
};

/** δZ of a layer when W and b move by step·V and step·v, and its inputs A by δA: step·(V·A + v) + (W + step·V)·δA, without cancellation. */
const linearIncrement = (
  theta: Float64Array,
  direction: Float64Array,
  step: number,
  { units, inputs, weights }: LayerPlace,
  own: Float64Array,
  deltaA: Float64Array,
  examples: number,
): Float64Array => {
  const delta = own.map((slope) => step * slope);
  const moved = movedRows(deltaA, examples); // few, or none, up to the tensor that is probed
  const rows = rowsOf(deltaA, moved, examples);
  const block = new Float64Array(examples);
  for (let unit = 0; unit < units; unit++) {
    const weightAt = (k: number) => {
      const at = weights + unit * inputs + moved[k]!;
      return theta[at]! + step * direction[at]!;
    };
    addRows(moved.length, weightAt, rows, examples, block, delta, unit * examples);
  }
  return delta;
};

/** (w + step·v)² − w² over the weights, times λ/2m. */
const penaltyIncrement = (
  { network, theta, X }: LayeredProblem,
  places: readonly LayerPlace[],
  direction: Float64Array,
  step: number,
): number => {
  let sum = 0;
  for (const { weights, biases } of places) {
    for (let at = weights; at < biases; at++) {
      const move = step * direction[at]!;
      sum += move * (2 * theta[at]! + move);
    }
  }
  return (network.l2 / (2 * X.shape[1]!)) * sum;
};

/** What a layer takes: A of the layer before, of the first one X. */
const inputsOf = ({ X }: LayeredProblem, { activations }: ForwardPass, layer: number): Float64Array =>
  layer === 0 ? X.data : activations[layer - 1]!;

/** f(Z + δZ) − f(Z). tables: those of the closed form at Z. */
const activationIncrement = (
  activation: ElementwiseActivationName,
  z: Float64Array,
  tables: readonly Float64Array[],
  deltaZ: Float64Array,
): Float64Array => {
  const { increment: general } = elementwiseActivations[activation];
  const { holds, increment: near } = nearIncrements[activation];
  const [first = z, second = z] = tables;
  return deltaZ.map((delta, at) => {
    if (delta === 0) return 0;
    const own = z[at]!;
    return holds && !holds(own, delta) ? general(own, delta) : near(own, delta, first[at]!, second[at]!);
  });
};

/** The network at θ. */
interface AtTheta extends ForwardPass {
  /** Of each layer: what the closed forms of its activation's increments need, [units, m] each. */
  readonly tables: readonly (readonly Float64Array[])[];
}

const passAtTheta = ({ network, theta, X, Y }: LayeredProblem): AtTheta => {
  const forward = createForwardPass(network, X, Y);
  forward.cost(theta);
  const tables = forward.places.map(({ activation }, layer) =>
    activation === 'softmax'
      ? []
      : nearIncrements[activation].tables.map((table) => forward.preActivations[layer]!.map(table)),
  );
  return { ...forward, tables };
};

/** J(θ + step·v) − J(θ) by increments, one forward pass; whether it crosses a kink. own: V·A + v of each layer. */
const increment = (
  problem: LayeredProblem,
  { places, preActivations, activations, tables }: AtTheta,
  direction: Float64Array,
  own: readonly Float64Array[],
  step: number,
): { value: number; crosses: boolean } => {
  const { network, theta, X, Y } = problem;
  const examples = X.shape[1]!;
  const cost = costs[network.cost];
  let crosses = false;
  let delta: Float64Array = new Float64Array(X.data.length);
  places.forEach((place, index) => {
    const z = preActivations[index]!;
    const deltaZ = linearIncrement(theta, direction, step, place, own[index]!, delta, examples);
    delta = deltaZ;
    if (place.activation === 'softmax') return;
    if (index === places.length - 1 && cost.lastActivation !== null) return;
    const { kink } = elementwiseActivations[place.activation];
    crosses ||= kink !== null && deltaZ.some((d, at) => Math.abs(d) > Math.abs(z[at]! - kink));
    delta = activationIncrement(place.activation, z, tables[index]!, deltaZ);
  });
  const { units } = places.at(-1)!;
  let sum = 0;
  for (let r = 0; r < examples; r++)
    sum += cost.increment(preActivations.at(-1)!, activations.at(-1)!, Y.data, delta, units, examples, r);
  return { value: sum / examples + penaltyIncrement(problem, places, direction, step), crosses };
};

/** J(θ + εv) − J(θ − εv) for each direction v. */
export type DirectionalDifferences = (
  directions: readonly Float64Array[],
  epsilon: number,
  signal?: AbortSignal,
) => Promise<Differences>;

/** Differences along directions, both sides as increments from θ, where `at` pairs of a unit and an example stand at their kink. */
export const createDirectionalDifferences = (problem: LayeredProblem, at: number): DirectionalDifferences => {
  const examples = problem.X.shape[1]!;
  let known: AtTheta | null = null; // made when it is first needed: most checks ask for no direction
  return async (directions, epsilon, signal) => {
    const breathe = createBreather(signal);
    const forward = (known ??= passAtTheta(problem));
    const crossing: number[] = [];
    const values = new Float64Array(directions.length);
    for (const [index, direction] of directions.entries()) {
      if (breathe.isDue()) await breathe.pause();
      const own = forward.places.map((place, layer) =>
        ownSlope(direction, place, inputsOf(problem, forward, layer), examples),
      );
      const plus = increment(problem, forward, direction, own, epsilon);
      const minus = increment(problem, forward, direction, own, -epsilon);
      if (plus.crosses || minus.crosses) crossing.push(index);
      values[index] = plus.value - minus.value;
    }
    return {
      values,
      roundOff: null,
      evaluations: 2 * directions.length,
      kinks: { coordinates: crossing, resolved: false, at, oneSided: [] },
      nonFinite: null,
    };
  };
};
