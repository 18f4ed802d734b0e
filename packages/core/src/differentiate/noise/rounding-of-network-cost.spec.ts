import { layoutOf } from '@gradproof/flatteners';
import { type NetworkDescription, parameterShapes, tensor } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import type { LayeredProblem } from '../../contract/problem.ts';
import { kindOfProblem } from '../problem-kinds/kind-of-problem.ts';
import { roundingOfNetworkCost } from './rounding-of-network-cost.ts';

/** a = sigmoid(z) for each example, labelled 0: J = −log(1 − a). */
const problemOf = (cost: NetworkDescription['cost'], z: number, examples = 1): LayeredProblem => {
  const network: NetworkDescription = { layers: [{ units: 1, activation: 'sigmoid' }], cost, l2: 0 };
  return {
    kind: 'layered',
    network,
    layout: layoutOf(parameterShapes(network, 1)),
    theta: Float64Array.of(z, 0),
    X: tensor([1, examples], new Float64Array(examples).fill(1)),
    Y: tensor([1, examples], new Float64Array(examples)),
  };
};

describe('the rounding of activations in J', () => {
  it('is that of log(1 − a) where a is nearly 1: 2⁻⁵³ of a in 1 − a, within a factor of 4', () => {
    const size = 2 ** -53 / Math.exp(-14); // 1 − a is e⁻¹⁴
    const rounding = roundingOfNetworkCost(problemOf('binary-cross-entropy', 14));
    expect(rounding / size).toBeGreaterThan(1 / 4);
    expect(rounding / size).toBeLessThan(4);
  });

  it('of several examples is that of their mean: independent errors', () => {
    const [one, four] = [1, 4].map((examples) => roundingOfNetworkCost(problemOf('binary-cross-entropy', 14, examples)));
    expect(four! / one!).toBeCloseTo(1 / 2, 12);
  }); // prettier-ignore

  it('is none of a cost without such logarithms, nor of functions', () => {
    expect(roundingOfNetworkCost(problemOf('mean-squared-error', 20))).toBe(0);
    const { layout, theta } = problemOf('mean-squared-error', 20);
    const problem = { kind: 'function' as const, layout, theta, cost: () => 0 };
    expect(kindOfProblem(problem).costRounding(problem)).toBe(0);
  });
});
