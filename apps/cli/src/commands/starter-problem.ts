import { createRandom } from '@gradproof/core/testing';
import { layoutOf } from '@gradproof/flatteners';
import type { ProblemFolder } from '@gradproof/formats';
import {
  backwardPropagate,
  createForwardPass,
  type NetworkDescription,
  parameterShapes,
  sizeOf,
  type Tensor,
} from '@gradproof/model';

const network: NetworkDescription = {
  layers: [
    { units: 4, activation: 'tanh' },
    { units: 1, activation: 'sigmoid' },
  ],
  cost: 'binary-cross-entropy',
  l2: 0,
};
const FEATURES = 3;
const EXAMPLES = 5;

/** A small network on made-up examples, with its right gradient: something to start from. The same seed gives the same numbers. */
export const starterProblem = (seed = 1): ProblemFolder => {
  const random = createRandom(seed);
  const randomTensor = (shape: readonly number[], draw: () => number): Tensor => ({
    shape,
    data: Float64Array.from({ length: sizeOf(shape) }, draw),
  });
  const layout = layoutOf(parameterShapes(network, FEATURES));
  const theta = randomTensor([layout.size], () => random() - 0.5).data;
  const X = randomTensor([FEATURES, EXAMPLES], () => 2 * random() - 1);
  const Y = randomTensor([1, EXAMPLES], () => (random() < 0.5 ? 0 : 1));
  const forward = createForwardPass(network, X, Y);
  return {
    problem: { kind: 'layered', network, layout, theta, X, Y },
    costValue: forward.cost(theta),
    grad: backwardPropagate(network, forward, theta, X, Y),
  };
};
