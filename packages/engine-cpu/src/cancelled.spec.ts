import { checkProblem } from '@gradproof/core';
import type { LayeredProblem } from '@gradproof/core/engine';
import { gradientOf, type NetworkRecipe, randomNetwork } from '@gradproof/engine-conformance';
import { describe, expect, it } from 'vitest';
import { createCpuEngine } from './cpu-engine.ts';

const engine = createCpuEngine({ threads: 1 });
const recipe: NetworkRecipe = {
  seed: 1,
  features: 3,
  examples: 16,
  l2: 0,
  cost: 'softmax-cross-entropy',
  hidden: [
    { units: 4, activation: 'tanh' },
    { units: 4, activation: 'sigmoid' },
  ],
  last: { units: 3, activation: 'softmax' },
};
const withParameters = (seed: number, of: (theta: number) => number): LayeredProblem => {
  const problem = randomNetwork({ ...recipe, seed });
  return { ...problem, theta: problem.theta.map(of) };
};
const coverages = [{ kind: 'full' }, { kind: 'probe' }, { kind: 'sample', coordinates: 20 }] as const;
const SEEDS = [1, 2, 3, 4, 5, 6];

describe.each(coverages)('the rounding of a right gradient, $kind', (coverage) => {
  const check = (problem: LayeredProblem, grad: Float64Array) =>
    checkProblem({ problem, grad }, { engine, coverage });

  it.each(SEEDS)(
    'is no mistake where all weights are the same, so that softmax passes back the sum of a − y, which is 0: seed %d',
    async (seed) => {
      const problem = withParameters(seed, () => 0.1);
      const report = await check(problem, gradientOf(problem));
      expect(report.verdict, report.reason).toBe('correct');
      expect(report.tensors.every(({ diagnosis }) => diagnosis === null)).toBe(true);
    },
  );

  it('hides no mistake there', async () => {
    const problem = withParameters(1, () => 0.1);
    const wrong = gradientOf(problem).map((g, at) => (at < problem.layout.tensors[0]!.size ? 1e-12 : g));
    const [W1] = (await check(problem, wrong)).tensors;
    expect(W1!.verdict).toBe('incorrect');
  });

  it('hides none in gradients that are small without any cancellation', async () => {
    const problem = withParameters(1, (theta) => 1e-7 * theta);
    const right = gradientOf(problem);
    expect((await check(problem, right)).verdict).not.toBe('incorrect');
    const wrong = right.map((g, at) => (at < problem.layout.tensors[0]!.size ? 2 * g : g));
    expect((await check(problem, wrong)).tensors[0]!.verdict).toBe('incorrect');
  });

  it.each(SEEDS)(
    'may leave a gradient open whose every output is as good as its label: seed %d',
    async (seed) => {
      const problem = withParameters(seed, (theta) => theta);
      const { offset } = problem.layout.tensors.at(-1)!;
      const theta = problem.theta.map((t, at) => (at === offset ? 30 : t));
      const Y = { ...problem.Y, data: problem.Y.data.map((_, at) => (at < problem.Y.shape[1]! ? 1 : 0)) };
      const sure = { ...problem, theta, Y };
      const report = await check(sure, gradientOf(sure));
      expect(report.verdict, report.reason).not.toBe('incorrect');
      expect(report.tensors.every(({ diagnosis }) => diagnosis === null)).toBe(true);
    },
  );
});
