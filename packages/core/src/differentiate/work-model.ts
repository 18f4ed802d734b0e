import { layerPlaces } from '@gradproof/model';
import type { Method } from '../contract/engine.ts';
import type { Problem } from '../contract/problem.ts';

/** What a tensor's rows cost to differentiate: one row is all coordinates of a unit. */
export interface TensorWork {
  /** Coordinates of a row. */
  readonly row: number;
  /** Floating-point operations of a row. */
  readonly operations: number;
}

/** Operations of one plain forward pass. */
const forwardPass = (problem: Problem): number =>
  problem.kind === 'function' ? problem.layout.size : 2 * problem.layout.size * problem.X.shape[1]!;

/**
 * Operations by tensor of the layout. Textbook: two forward passes a coordinate. Incremental: two tails a unit (the layers after
 * its own, first a column of weights, then products) and a row of the product with the inputs; biases come with the weights.
 *
 * @param problem What is differentiated.
 * @param method By which method.
 * @returns The work of a row of each tensor, in order of the layout.
 */
export const workOf = (problem: Problem, method: Method): TensorWork[] => {
  const { layout } = problem;
  if (method === 'textbook' || problem.kind === 'function') {
    return layout.tensors.map(() => ({ row: 1, operations: 2 * forwardPass(problem) }));
  }
  const [features, examples] = problem.X.shape as [number, number];
  const places = layerPlaces(problem.network, features);
  return places.flatMap(({ inputs }, index) => {
    const after = places.slice(index + 1);
    const tail = after.reduce((sum, place, k) => sum + (k === 0 ? 8 : 2 * place.inputs + 8) * place.units, 8);
    return [
      { row: inputs, operations: examples * (2 * tail + 2 * inputs) },
      { row: 1, operations: 0 },
    ];
  });
};

/**
 * Operations of the whole check.
 *
 * @param problem What is differentiated.
 * @param method By which method.
 * @returns Floating-point operations, about.
 */
export const totalWork = (problem: Problem, method: Method): number =>
  workOf(problem, method).reduce(
    (sum, { row, operations }, tensor) => sum + (problem.layout.tensors[tensor]!.size / row) * operations,
    0,
  );
