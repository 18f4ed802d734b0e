import { costs, kinkOf, piecewiseLinear } from '@gradproof/model';
import { createEventLoopYielder } from '../../async/event-loop-yield.ts';
import type { Derivatives } from '../../contract/engine.ts';
import type { LayeredProblem } from '../../contract/problem.ts';
import { linearIncrement, ownMove, type OwnMove } from './linear-increment.ts';
import { passAtTheta, type PassAtTheta } from './pass-at-theta.ts';

/** (w + step·v)² − w² over the weights, times λ/2m. */
const penaltyIncrement = (
  { network, theta, X }: LayeredProblem,
  { places }: PassAtTheta,
  direction: Float64Array,
  step: number,
): number => {
  if (network.l2 === 0) return 0;
  let sum = 0;
  for (const { weights, biases } of places) {
    for (let at = weights; at < biases; at++) {
      const move = step * direction[at]!;
      sum += move * (2 * theta[at]! + move);
    }
  }
  return (network.l2 / (2 * X.shape[1]!)) * sum;
};

/** How a step moves what the cost takes: Z or A of the last layer. */
interface Moved {
  /** [units, m]; null where nothing moves. */
  readonly delta: Float64Array | null;
  /** Whether it crosses a kink. */
  readonly crosses: boolean;
  /** Whether the opposite step does the same with the opposite sign. */
  readonly isOdd: boolean;
}

/** Follows θ + step·v through the network by increments, one forward pass. moves: of each layer. */
const follow = (
  { network, theta, X }: LayeredProblem,
  { places, preActivations, activationIncrement }: PassAtTheta,
  moves: readonly (OwnMove | null)[],
  step: number,
): Moved => {
  const isCosts = (layer: number) =>
    layer === places.length - 1 && costs[network.cost].lastActivation !== null;
  let [crosses, isOdd] = [false, true];
  let delta: Float64Array | null = null;
  for (const [layer, place] of places.entries()) {
    if (delta && moves[layer]?.movesWeights) isOdd = false;
    const deltaZ: Float64Array | null = linearIncrement(
      theta,
      place,
      moves[layer]!,
      step,
      delta,
      X.shape[1]!,
    );
    delta = deltaZ;
    if (!deltaZ || place.activation === 'softmax' || isCosts(layer)) continue;
    const [z, kink] = [preActivations[layer]!, kinkOf(place)];
    crosses ||= kink !== null && deltaZ.some((d, at) => Math.abs(d) > Math.abs(z[at]! - kink));
    isOdd &&= piecewiseLinear.has(place.activation) && !crosses;
    delta = activationIncrement(layer, deltaZ);
  }
  return { delta, crosses, isOdd };
};

/** By how much J moves with what it takes. */
const costIncrement = (
  { network, X, Y }: LayeredProblem,
  { places, preActivations, outputs }: PassAtTheta,
  delta: Float64Array | null,
): number => {
  if (!delta) return 0;
  const { increment } = costs[network.cost];
  const [examples, { units }, z] = [X.shape[1]!, places.at(-1)!, preActivations.at(-1)!];
  let sum = 0;
  for (let r = 0; r < examples; r++) sum += increment(z, outputs, Y.data, delta, units, examples, r);
  return sum / examples;
};

/** J(θ + εv) − J(θ − εv), both sides as increments from θ; whether one crosses a kink. */
const difference = (
  problem: LayeredProblem,
  pass: PassAtTheta,
  direction: Float64Array,
  epsilon: number,
): { value: number; crosses: boolean } => {
  const moves = pass.places.map((place, layer) =>
    ownMove(direction, place, pass.inputs[layer]!, problem.X.shape[1]!),
  );
  const plus = follow(problem, pass, moves, epsilon);
  const minus = plus.isOdd
    ? { ...plus, delta: plus.delta && plus.delta.map((d) => -d) }
    : follow(problem, pass, moves, -epsilon);
  const side = ({ delta }: Moved, step: number): number =>
    costIncrement(problem, pass, delta) + penaltyIncrement(problem, pass, direction, step);
  return { value: side(plus, epsilon) - side(minus, -epsilon), crosses: plus.crosses || minus.crosses };
};

/** D_v J(θ) for each direction v: (J(θ + εv) − J(θ − εv)) / 2ε by increments. */
export type DirectionalDerivatives = (
  directions: readonly Float64Array[],
  epsilon: number,
  signal?: AbortSignal,
) => Promise<Derivatives>;

/** Derivatives along directions, where `at` pairs of a unit and an example stand at their kink. */
export const createDirectionalDerivatives = (problem: LayeredProblem, at: number): DirectionalDerivatives => {
  let known: PassAtTheta | null = null; // made when it is first needed: most checks ask for no direction
  return async (directions, epsilon, signal) => {
    const yielder = createEventLoopYielder(signal);
    const pass = (known ??= passAtTheta(problem));
    const crossing: number[] = [];
    const values = new Float64Array(directions.length);
    for (const [index, direction] of directions.entries()) {
      if (yielder.isDue()) await yielder.pause();
      const { value, crosses } = difference(problem, pass, direction, epsilon);
      if (crosses) crossing.push(index);
      values[index] = value / (2 * epsilon);
    }
    return {
      values,
      errorBound: null,
      evaluations: 2 * directions.length,
      kinks: { coordinates: crossing, resolved: false, at, oneSided: [] },
      nonFinite: null,
    };
  };
};
