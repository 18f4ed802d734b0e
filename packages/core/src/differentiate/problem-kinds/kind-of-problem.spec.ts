import { layoutOf } from '@gradproof/flatteners';
import { createForwardPass } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { blankNetwork } from '../../contract/blank-network.fixture.ts';
import type { FunctionProblem } from '../../contract/problem.ts';
import { CostError } from '../adaptive/cost-error.ts';
import { roundingOfNetworkCost } from '../noise/rounding-of-network-cost.ts';
import { guardProblem, kindOfProblem } from './kind-of-problem.ts';

/** a = σ(14) of each of 5 examples, labelled 0: J = −log(1 − a), whose rounding is seen. */
const network = {
  ...blankNetwork({ layers: [{ units: 1, activation: 'sigmoid' }], cost: 'binary-cross-entropy' }, 3, 5),
  theta: Float64Array.of(0, 0, 0, 14),
};
const broken: FunctionProblem = {
  kind: 'function',
  layout: layoutOf([{ name: 'w', shape: [7] }]),
  theta: new Float64Array(7),
  cost: () => {
    throw new Error('it broke');
  },
};

describe('a layered network', () => {
  const kind = kindOfProblem(network);

  it('has the values of its forward pass', async () => {
    const { cost, theta, layout } = kind.asFunction(network);
    expect(await cost(theta)).toBe(createForwardPass(network.network, network.X, network.Y).cost(theta));
    expect([theta, layout]).toEqual([network.theta, network.layout]);
  });

  it('knows the rounding of its cost, its examples and its work', () => {
    expect(kind.costRounding(network)).toBe(roundingOfNetworkCost(network));
    expect(kind.costRounding(network)).toBeGreaterThan(0);
    expect(kind.examples(network)).toBe(5);
    expect(kind.passOperations(network)).toBe(2 * 4 * 5); // a multiplication and an addition for each parameter and example
    expect(kind.incrementalWork!(network).map(({ row }) => row)).toEqual([3, 1]);
  });

  it('has one step for all coordinates, and runs no code that may throw', () => {
    expect(kind.searchesSteps).toBe(false);
    expect(guardProblem(network, undefined)).toBe(network);
  });
});

describe('any function', () => {
  const kind = kindOfProblem<FunctionProblem>(broken);

  it('is what it is, of one example, without increments; only values tell of its rounding', () => {
    expect(kind.asFunction(broken)).toBe(broken);
    expect([kind.costRounding(broken), kind.examples(broken), kind.passOperations(broken)]).toEqual([
      0, 1, 7,
    ]);
    expect(kind.incrementalWork).toBeNull();
    expect(kind.searchesSteps).toBe(true);
  });

  it('says where its cost threw', async () => {
    const guarded = guardProblem(broken, undefined) as FunctionProblem;
    const thrown = async () => guarded.cost(new Float64Array(7));
    await expect(thrown()).rejects.toThrow(CostError);
    await expect(thrown()).rejects.toThrow('it broke');
  });
});
