import { checkProblem } from '@gradproof/core';
import { gradientOf, randomNetwork } from '@gradproof/engine-conformance';
import { describe, expect, it } from 'vitest';
import { createGpuEngine } from './gpu-engine.ts';

/** What the benchmark's nets must stay within, smaller ones included. */
const DIFFERENCE = 1e-6;
const PLANTED = 1e-4;

const netWith = (activation: 'relu' | 'tanh' | 'gelu' | 'elu' | 'softplus') =>
  randomNetwork({
    ...{ seed: 3, features: 50, examples: 48, cost: 'softmax-cross-entropy', l2: 0.01 },
    hidden: [40, 40, 40].map((units) => ({ units, activation })),
    last: { units: 10, activation: 'softmax' },
  });

describe.each(['relu', 'tanh', 'gelu', 'elu', 'softplus'] as const)('three layers of %s', (activation) => {
  const problem = netWith(activation);
  const right = gradientOf(problem);
  const check = (grad: Float64Array) =>
    checkProblem({ problem, grad }, { engine: createGpuEngine({ device: 'webasm' }) });

  it('come within 1e-6 of a right backpropagation', async () => {
    const report = await check(right);
    expect(report).toMatchObject({ verdict: 'correct', threshold: 2e-6, engine: { precision: 'float32' } });
    expect(report.difference).toBeLessThanOrEqual(DIFFERENCE);
    expect(report.control).toEqual({ coordinates: 16, agreed: 16 });
  });

  it.each(problem.layout.tensors.map(({ name }, index) => [name, index] as const))(
    'show an error of 1e-4 in %s, and in it alone',
    async (_name, index) => {
      const { offset, size } = problem.layout.tensors[index]!;
      const wrong = right.map((g, i) => (i >= offset && i < offset + size ? g * (1 + PLANTED) : g));
      const report = await check(wrong);
      expect(report.verdict).toBe('incorrect');
      expect(report.tensors.map(({ verdict }) => verdict === 'incorrect')).toEqual(
        problem.layout.tensors.map((_slot, other) => other === index),
      );
    },
  );
});
