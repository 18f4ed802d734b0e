import { createForwardPass, layerPlaces } from '@gradproof/model';
import type { LayeredProblem } from '../../contract/problem.ts';
import { costRoundingIn } from '../noise/cost-rounding-in.ts';
import { roundingOfNetworkCost } from '../noise/rounding-of-network-cost.ts';
import type { ProblemKind } from './problem-kind.ts';
import type { TensorWork } from './tensor-work.ts';

const examplesOf = ({ X }: LayeredProblem): number => X.shape[1]!;

/** Floating-point operations of an activation's increment, or of the cost's, about: a few products and sums of a table's numbers. */
const INCREMENT_OPERATIONS = 8;

/**
 * Two tails a unit (the layers after its own, first a column of weights, then products) and a row of the product with the inputs; biases
 * come with the weights.
 */
const incrementalWork = (problem: LayeredProblem): TensorWork[] => {
  const examples = examplesOf(problem);
  const places = layerPlaces(problem.network, problem.X.shape[0]!);
  return places.flatMap(({ inputs }, index) => {
    const after = places.slice(index + 1);
    const tail = after.reduce(
      (sum, place, k) => sum + ((k === 0 ? 0 : 2 * place.inputs) + INCREMENT_OPERATIONS) * place.units,
      INCREMENT_OPERATIONS,
    );
    return [
      { row: inputs, operations: examples * (2 * tail + 2 * inputs) },
      { row: 1, operations: 0 },
    ];
  });
};

/** A layered network on its examples: its structure is known, so that increments can be propagated through it. */
export const layered: ProblemKind<LayeredProblem> = {
  asFunction: ({ layout, theta, network, X, Y }) => ({
    kind: 'function',
    layout,
    theta,
    cost: createForwardPass(network, X, Y).cost,
  }),
  costRounding: roundingOfNetworkCost,
  costRoundingIn,
  examples: examplesOf,
  passOperations: (problem) => 2 * problem.layout.size * examplesOf(problem),
  incrementalWork,
  searchesSteps: false,
  guarded: (problem) => problem, // it runs no code of users
};
