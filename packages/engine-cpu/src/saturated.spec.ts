import { checkProblem, type LayeredProblem } from '@gradproof/core';
import { randomNetwork, recipes } from '@gradproof/engine-conformance';
import { backwardPropagate, createForwardPass } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { createCpuEngine } from './cpu-engine.ts';

const engine = createCpuEngine({ threads: 1 });
const [, recipe] = recipes.find(([name]) => name.startsWith('tanh'))!;

/** A network that is as sure as float64 lets it be, wherever its labels say otherwise: 1 − a is a few units in the last place. */
const sureAndWrong = (seed: number): LayeredProblem => {
  const problem = randomNetwork({ ...recipe, seed, last: { units: 1, activation: 'sigmoid' }, cost: 'binary-cross-entropy' }); // prettier-ignore
  const theta = Float64Array.from(problem.theta);
  const { offset } = problem.layout.tensors.at(-1)!;
  theta[offset] = 32 + 4 * Math.sin(seed); // the last bias: z of every example
  const Y = { ...problem.Y, data: problem.Y.data.map((_, r) => (r % 2 === 0 ? 0 : 1)) };
  return { ...problem, theta, Y };
};
const SEEDS = Array.from({ length: 20 }, (_, seed) => seed + 1);

describe('a network whose outputs are saturated on the wrong side', () => {
  const cases = SEEDS.map((seed) => {
    const problem = sureAndWrong(seed);
    const { network, X, Y, theta } = problem;
    return { problem, grad: backwardPropagate(network, createForwardPass(network, X, Y), theta, X, Y) };
  });

  it.each(['full', 'probe'] as const)('is checked by increments as any other: %s', async (kind) => {
    for (const { problem, grad } of cases) {
      const check = (own: Float64Array) =>
        checkProblem({ problem, grad: own }, { engine, coverage: { kind } });
      const report = await check(grad);
      expect(report.verdict, report.reason).toBe('correct');
      expect(report.difference).toBeLessThan(1e-14);
      expect((await check(grad.map((g) => 1.001 * g))).verdict).toBe('incorrect');
    }
  });

  it.each(['full', 'probe'] as const)(
    'is never called wrong by values, which say nothing of it: %s',
    async (kind) => {
      for (const { problem, grad } of cases) {
        const options = { engine, method: 'textbook', coverage: { kind } } as const;
        const report = await checkProblem({ problem, grad }, options);
        expect(report.verdict, report.reason).toBe('inconclusive');
        expect(report.tensors.every(({ diagnosis }) => diagnosis === null)).toBe(true);
      }
    },
  );
});
