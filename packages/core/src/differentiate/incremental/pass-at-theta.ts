import {
  createForwardPass,
  type ElementwiseActivationName,
  elementwiseActivations,
  type ForwardPass,
  nearIncrements,
} from '@gradproof/model';
import type { LayeredProblem } from '../../contract/problem.ts';

/** The network at θ. */
export interface PassAtTheta extends Pick<ForwardPass, 'places'> {
  /** What each layer takes: A of the layer before, of the first one X. [inputs, m]. */
  readonly inputs: readonly Float64Array[];
  /** Z of each layer, [units, m]. */
  readonly preActivations: readonly Float64Array[];
  /** A of the last layer, [units, m]. */
  readonly outputs: Float64Array;
  /** f(Z + δZ) − f(Z) of a layer; not for softmax. */
  readonly activationIncrement: (layer: number, deltaZ: Float64Array) => Float64Array;
}

/** The increments of an activation at Z. */
const incrementsAt = (activation: ElementwiseActivationName, z: Float64Array) => {
  const { increment: general } = elementwiseActivations[activation];
  const { tables, holds, increment: near } = nearIncrements[activation];
  const [first = z, second = z] = tables.map((table) => z.map(table));
  return (deltaZ: Float64Array): Float64Array =>
    deltaZ.map((delta, at) => {
      if (delta === 0) return 0;
      const value = z[at]!;
      return holds && !holds(value, delta)
        ? general(value, delta)
        : near(value, delta, first[at]!, second[at]!);
    });
};

/** Passes once through the network, and prepares its increments. */
export const passAtTheta = ({ network, theta, X, Y }: LayeredProblem): PassAtTheta => {
  const { places, preActivations, activations, cost } = createForwardPass(network, X, Y);
  cost(theta);
  const increments = places.map(({ activation }, layer) =>
    activation === 'softmax' ? null : incrementsAt(activation, preActivations[layer]!),
  );
  return {
    places,
    inputs: [X.data, ...activations.slice(0, -1)],
    preActivations,
    outputs: activations.at(-1)!,
    activationIncrement: (layer, deltaZ) => increments[layer]!(deltaZ),
  };
};
