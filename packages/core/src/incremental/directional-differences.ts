import {
  createForwardPass,
  costs,
  elementwiseActivations,
  type ForwardPass,
  type LayerPlace,
} from '@gradproof/model';
import type { Differences } from '../engine.ts';
import type { LayeredProblem } from '../problem.ts';
import { createBreather } from '../textbook/breather.ts';

/** Of which rows of a matrix with rows of `length` any number isn't 0. */
const movedRows = (values: Float64Array, length: number): Uint8Array => {
  const moved = new Uint8Array(values.length / length);
  for (let at = 0; at < values.length; at++) if (values[at] !== 0) moved[Math.floor(at / length)] = 1;
  return moved;
};

/** δZ of a layer when W, b and its inputs A move by δW = step·V, δb = step·v and δA: W·δA + δW·(A + δA) + δb, without cancellation. */
const linearIncrement = (
  theta: Float64Array,
  direction: Float64Array,
  step: number,
  { units, inputs, weights, biases }: LayerPlace,
  a: Float64Array,
  deltaA: Float64Array,
  examples: number,
): Float64Array => {
  const delta = new Float64Array(units * examples);
  const moved = movedRows(deltaA, examples);
  for (let unit = 0; unit < units; unit++) {
    const row = unit * examples;
    delta.fill(step * direction[biases + unit]!, row, row + examples);
    for (let input = 0; input < inputs; input++) {
      const w = theta[weights + unit * inputs + input]!;
      const v = step * direction[weights + unit * inputs + input]!;
      if (v === 0 && moved[input] === 0) continue; // as in all layers before the tensor that is probed
      for (let r = 0; r < examples; r++) {
        const at = input * examples + r;
        delta[row + r]! += w * deltaA[at]! + v * (a[at]! + deltaA[at]!);
      }
    }
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

/** J(θ + step·v) − J(θ) by increments, one forward pass; whether it crosses a kink. */
const increment = (
  problem: LayeredProblem,
  { places, preActivations, activations }: ForwardPass,
  direction: Float64Array,
  step: number,
): { value: number; crosses: boolean } => {
  const { network, theta, X, Y } = problem;
  const examples = X.shape[1]!;
  const cost = costs[network.cost];
  let crosses = false;
  let delta: Float64Array = new Float64Array(X.data.length);
  places.forEach((place, index) => {
    const z = preActivations[index]!;
    const a = index === 0 ? X.data : activations[index - 1]!;
    const deltaZ = linearIncrement(theta, direction, step, place, a, delta, examples);
    delta = deltaZ;
    if (place.activation === 'softmax') return;
    if (index === places.length - 1 && cost.lastActivation !== null) return;
    const { increment: rule, kink } = elementwiseActivations[place.activation];
    crosses ||= kink !== null && deltaZ.some((d, at) => Math.abs(d) > Math.abs(z[at]! - kink));
    delta = deltaZ.map((d, at) => (d === 0 ? 0 : rule(z[at]!, d)));
  });
  const { units } = places.at(-1)!;
  let sum = 0;
  for (let r = 0; r < examples; r++)
    sum += cost.increment(preActivations.at(-1)!, activations.at(-1)!, Y.data, delta, units, examples, r);
  return { value: sum / examples + penaltyIncrement(problem, places, direction, step), crosses };
};

/** J(θ + εv) − J(θ − εv) for each direction v, both sides as increments from θ. */
export const directionalDifferences = async (
  problem: LayeredProblem,
  directions: readonly Float64Array[],
  epsilon: number,
  at: number,
  signal?: AbortSignal,
): Promise<Differences> => {
  const forward = createForwardPass(problem.network, problem.X, problem.Y);
  forward.cost(problem.theta);
  const breathe = createBreather(signal);
  const crossing: number[] = [];
  const values = new Float64Array(directions.length);
  for (const [index, direction] of directions.entries()) {
    if (breathe.isDue()) await breathe.pause();
    const plus = increment(problem, forward, direction, epsilon);
    const minus = increment(problem, forward, direction, -epsilon);
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
