import type { LayeredProblem } from '@gradproof/core/fleet';
import { createRandom } from '@gradproof/core/testing';
import { layoutOf } from '@gradproof/flatteners';
import { type NetworkDescription, parameterShapes } from '@gradproof/model';
import type { StorableProblem } from '../store/problem-store.ts';

/** features → units of relu → one sigmoid, on seeded random examples; its gradient is random too. */
export const layeredProblem = (
  features: number,
  units: number,
  examples: number,
  seed = 1,
): StorableProblem => {
  const random = createRandom(seed);
  const vector = (length: number): Float64Array => Float64Array.from({ length }, () => 2 * random() - 1);
  const network: NetworkDescription = {
    layers: [
      { units, activation: 'relu' },
      { units: 1, activation: 'sigmoid' },
    ],
    cost: 'binary-cross-entropy',
    l2: 0.1,
  };
  const layout = layoutOf(parameterShapes(network, features));
  const problem: LayeredProblem = {
    kind: 'layered',
    network,
    layout,
    theta: vector(layout.size),
    X: { shape: [features, examples], data: vector(features * examples) },
    Y: { shape: [1, examples], data: vector(examples).map((value) => (value > 0 ? 1 : 0)) },
  };
  return { problem, grad: vector(layout.size), costValue: undefined };
};
