import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { blankNetwork } from '../contract/blank-network.fixture.ts';
import type { FunctionProblem } from '../contract/problem.ts';
import { totalWork, workOf } from './work-model.ts';

/** 3 features, 5 examples; tensors of 6, 2, 8, 4, 4 and 1 coordinates. */
const network = blankNetwork(
  {
    layers: [
      { units: 2, activation: 'tanh' },
      { units: 4, activation: 'tanh' },
      { units: 1, activation: 'sigmoid' },
    ],
    cost: 'binary-cross-entropy',
  },
  3,
  5,
);
const anyFunction: FunctionProblem = {
  kind: 'function',
  layout: layoutOf([{ name: 'w', shape: [7] }]),
  theta: new Float64Array(7),
  cost: () => 0,
};

describe('the work of a check', () => {
  it('is two forward passes a coordinate by the textbook method', () => {
    const pass = 2 * 25 * 5; // a multiplication and an addition for each parameter and example
    expect(workOf(network, 'textbook')).toEqual(
      Array.from({ length: 6 }, () => ({ row: 1, operations: 2 * pass })),
    );
    expect(totalWork(network, 'textbook')).toBe(25 * 2 * pass);
  });

  it('is two tails and a product with the inputs a unit by the incremental method, biases for nothing', () => {
    // an increment of an activation, or of the cost, takes some 8 operations; the layer that follows has a product of one term
    const tails = [8 + 4 * 8 + 1 * (2 * 4 + 8), 8 + 1 * 8, 8];
    const operations = tails.map((tail, layer) => 5 * 2 * (tail + [3, 2, 4][layer]!));
    const ofRows = operations.flatMap((of, layer) => [
      { row: [3, 2, 4][layer], operations: of },
      { row: 1, operations: 0 },
    ]);
    expect(workOf(network, 'incremental')).toEqual(ofRows);
    expect(totalWork(network, 'incremental')).toBe(
      2 * operations[0]! + 4 * operations[1]! + 1 * operations[2]!,
    );
  });

  it('is the textbook’s of a function that has no increments', () => {
    expect(workOf(anyFunction, 'incremental')).toEqual([{ row: 1, operations: 2 * 7 }]);
  });
});
