import { checkProblem } from '@gradproof/core';
import type { LayeredProblem } from '@gradproof/core/engine';
import { gradientOf, type NetworkRecipe, randomNetwork, recipes } from '@gradproof/engine-conformance';
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
    return { seed, problem, grad: backwardPropagate(network, createForwardPass(network, X, Y), theta, X, Y) };
  });

  describe.each(['full', 'probe'] as const)('%s', (kind) => {
    it.each(cases)('is checked by increments as any other: seed $seed', async ({ problem, grad }) => {
      const check = (claimed: Float64Array) =>
        checkProblem({ problem, grad: claimed }, { engine, coverage: { kind } });
      const report = await check(grad);
      expect(report.verdict, report.reason).toBe('correct');
      expect(report.difference).toBeLessThan(1e-14);
      expect((await check(grad.map((g) => 1.001 * g))).verdict).toBe('incorrect');
    });

    it.each(cases)('is never called wrong by values: seed $seed', async ({ problem, grad }) => {
      const options = { engine, method: 'textbook', coverage: { kind } } as const;
      const report = await checkProblem({ problem, grad }, options);
      expect(report.verdict, report.reason).not.toBe('incorrect');
      expect(report.tensors.every(({ diagnosis }) => diagnosis === null)).toBe(true);
    });
  });
});

/** z of the first output is that large, or nearly so, and the label agrees. */
const sureAndRight = (
  last: Pick<NetworkRecipe, 'cost' | 'last'>,
  seed: number,
  z: number,
): LayeredProblem => {
  const problem = randomNetwork({ ...recipe, ...last, seed });
  const { offset } = problem.layout.tensors.at(-1)!;
  const theta = problem.theta.map((t, at) => (at === offset ? z : t));
  const examples = problem.Y.shape[1]!;
  return {
    ...problem,
    theta,
    Y: { ...problem.Y, data: problem.Y.data.map((_, at) => (at < examples ? 1 : 0)) },
  };
};

const checkByValues = (problem: LayeredProblem, grad: Float64Array, epsilon?: number) => {
  const options = { engine, method: 'textbook' } as const;
  return checkProblem({ problem, grad }, epsilon === undefined ? options : { ...options, epsilon });
};

const binary = { cost: 'binary-cross-entropy', last: { units: 1, activation: 'sigmoid' } } as const;
const softmax = { cost: 'softmax-cross-entropy', last: { units: 3, activation: 'softmax' } } as const;

describe.each([binary, softmax])('a network whose outputs are saturated on the right side: $cost', (last) => {
  const epsilons = [undefined, 1e-7, 1e-5, 1e-4];
  it.each(epsilons.flatMap((epsilon) => SEEDS.map((seed) => [epsilon, seed] as const)))(
    'is never called wrong by values: epsilon %s, seed %d',
    async (epsilon, seed) => {
      const problem = sureAndRight(last, seed, 20 + seed / 2);
      const report = await checkByValues(problem, gradientOf(problem), epsilon);
      expect(report.verdict, report.reason).not.toBe('incorrect');
      expect(report.tensors.every(({ diagnosis }) => diagnosis === null)).toBe(true);
    },
  );

  it.each(SEEDS)('is still called wrong where values can tell: seed %d', async (seed) => {
    const problem = sureAndRight(last, seed, 6);
    const wrong = gradientOf(problem).map((g) => 1.01 * g);
    expect((await checkByValues(problem, wrong)).verdict).toBe('incorrect');
  });
});

it.each(SEEDS)('values of binary cross-entropy tell beyond saturation, too: seed %d', async (seed) => {
  const problem = sureAndRight(binary, seed, 20 + seed / 5);
  const wrong = gradientOf(problem).map((g) => 1.01 * g);
  expect((await checkByValues(problem, wrong)).verdict).toBe('incorrect');
});
