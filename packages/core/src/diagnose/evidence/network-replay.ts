import {
  type ActivationName,
  backwardPropagate,
  createForwardPass,
  type ElementwiseActivationName,
  elementwiseActivations,
  type ForwardPass,
} from '@gradproof/model';
import type { LayeredProblem } from '../../contract/problem.ts';

/** A mistake in a layer's activation: f′ left out, taken on the other side of the kink, or taken as 0 below it. */
export type SlopeFault = 'missing' | 'inverted' | 'cut';

/** How many examples each unit of a layer is active in (z > 0), and is not. */
export interface Activity {
  readonly active: Uint32Array;
  readonly inactive: Uint32Array;
}

/** The network of a problem, run again in plain float64 as far as a diagnosis asks for it. Layers count from 1. */
export interface NetworkReplay {
  readonly activationOf: (layer: number) => ActivationName;
  readonly activityOf: (layer: number) => Activity;
  /** What backward propagation gives, [P]; at a kink with the derivative that the activation has there. */
  readonly gradient: () => Float64Array;
  /** The same at another θ, [P]. */
  readonly gradientAt: (theta: Float64Array) => Float64Array;
  /** What backward propagation gives with the mistake in that layer, [P]. Not for softmax. */
  readonly gradientWith: (fault: SlopeFault, layer: number) => Float64Array;
}

/** The largest number of faulty gradients that are kept: three faults in the last wrong layer, three in the tensor's own. */
const KEPT = 6;

const slopes: Record<SlopeFault, (activation: ElementwiseActivationName) => (z: number) => number> = {
  missing: () => () => 1,
  inverted: (activation) => (z) => elementwiseActivations[activation].derivative(-z),
  cut: () => (z) => (z > 0 ? 1 : 0),
};

const activityOf = (forward: ForwardPass, layer: number): Activity => {
  const { units } = forward.places[layer - 1]!;
  const z = forward.preActivations[layer - 1]!;
  const active = new Uint32Array(units);
  const inactive = new Uint32Array(units);
  const examples = z.length / units;
  for (let at = 0; at < z.length; at++) (z[at]! > 0 ? active : inactive)[Math.floor(at / examples)]!++;
  return { active, inactive };
};

/** Runs nothing before it is asked. */
export const createNetworkReplay = ({ network, theta, X, Y }: LayeredProblem): NetworkReplay => {
  let forward: ForwardPass | null = null;
  const pass = (): ForwardPass => {
    if (forward === null) {
      forward = createForwardPass(network, X, Y);
      forward.cost(theta);
    }
    return forward;
  };
  let right: Float64Array | null = null;
  const kept = new Map<string, Float64Array>();
  return {
    activationOf: (layer) => network.layers[layer - 1]!.activation,
    activityOf: (layer) => activityOf(pass(), layer),
    gradient: () => (right ??= backwardPropagate(network, pass(), theta, X, Y)),
    gradientAt: (elsewhere) => {
      const there = createForwardPass(network, X, Y);
      there.cost(elsewhere);
      return backwardPropagate(network, there, elsewhere, X, Y);
    },
    gradientWith: (fault, layer) => {
      const key = `${fault} ${layer}`;
      const known = kept.get(key);
      if (known) return known;
      if (kept.size >= KEPT) kept.delete(kept.keys().next().value!);
      const gradient = backwardPropagate(network, pass(), theta, X, Y, (activation, index) =>
        index === layer - 1 ? slopes[fault](activation) : elementwiseActivations[activation].derivative,
      );
      kept.set(key, gradient);
      return gradient;
    },
  };
};
