import { checkProblem } from '@gradproof/core';
import type { LayeredProblem } from '@gradproof/core/engine';
import { gradientOf } from '@gradproof/engine-conformance';
import { layoutOf } from '@gradproof/flatteners';
import { type NetworkDescription, parameterShapes, tensor } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { createCpuEngine } from './cpu-engine.ts';

const engine = createCpuEngine({ threads: 1 });

/** Three examples of one feature, the first of which is that large: it saturates what it reaches, the others don't. */
const withOutlier = (outlier: number, activation: 'identity' | 'relu' | 'tanh'): LayeredProblem => {
  const network: NetworkDescription = {
    layers: [
      { units: 2, activation },
      { units: 1, activation: 'sigmoid' },
    ],
    cost: 'binary-cross-entropy',
    l2: 0,
  };
  return {
    kind: 'layered',
    network,
    layout: layoutOf(parameterShapes(network, 1)),
    theta: Float64Array.of(1, 0.5, 0.1, 0.2, 5, -3, 0.3),
    X: tensor([1, 3], Float64Array.of(outlier, 1, 0.2)),
    Y: tensor([1, 3], Float64Array.of(1, 0, 1)),
  };
};

describe.each(['full', 'probe'] as const)('an example far from the others, %s', (kind) => {
  const activations = ['identity', 'relu', 'tanh'] as const;
  const outliers = [1e3, 1e5, 1e7, 1e9];
  it.each(activations.flatMap((activation) => outliers.map((outlier) => [activation, outlier] as const)))(
    'makes no step long for them: %s, %d',
    async (activation, outlier) => {
      const problem = withOutlier(outlier, activation);
      const grad = gradientOf(problem);
      const check = (claimed: Float64Array) =>
        checkProblem({ problem, grad: claimed }, { engine, coverage: { kind } });
      const report = await check(grad);
      expect(report.verdict, report.reason).toBe('correct');
      expect(report.difference).toBeLessThan(1e-14);
      const wrong = await check(grad.map((g, at) => (at === 2 ? 1.001 * g : g))); // b1[0]
      expect(wrong.tensors.map(({ verdict }) => verdict)).toEqual([
        'correct',
        'incorrect',
        'correct',
        'correct',
      ]);
    },
  );
});
