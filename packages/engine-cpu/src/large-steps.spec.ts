import { checkProblem } from '@gradproof/core';
import type { LayeredProblem } from '@gradproof/core/engine';
import { randomNetwork, recipes } from '@gradproof/engine-conformance';
import { backwardPropagate, createForwardPass } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { createCpuEngine } from './cpu-engine.ts';

const engine = createCpuEngine({ threads: 1 });
const [, recipe] = recipes.find(([name]) => name.startsWith('relu'))!;
const netOf = (activation: 'relu' | 'leaky-relu', seed: number): LayeredProblem =>
  randomNetwork({ ...recipe, features: 20, hidden: [{ units: 25, activation }, { units: 15, activation }], seed }); // prettier-ignore
const gradientOf = ({ network, X, Y, theta }: LayeredProblem): Float64Array =>
  backwardPropagate(network, createForwardPass(network, X, Y), theta, X, Y);

// hundreds of coordinates have kinks within such steps, and every other one is off by their truncation
describe.each(['relu', 'leaky-relu'] as const)('the textbook formula with large steps: %s', (activation) => {
  it.each([0.1, 0.01, 0.001].flatMap((epsilon) => [1, 2, 3, 4, 5].map((seed) => [epsilon, seed] as const)))(
    'ε = %d calls no right gradient incorrect, and finds a wrong layer: seed %d',
    async (epsilon, seed) => {
      const problem = netOf(activation, seed);
      const grad = gradientOf(problem);
      const check = (claimed: Float64Array) =>
        checkProblem({ problem, grad: claimed }, { engine, method: 'textbook', epsilon });
      const right = await check(grad);
      expect(right.verdict).not.toBe('incorrect');
      expect(right.tensors.map(({ diagnosis }) => diagnosis)).toEqual(right.tensors.map(() => null));
      const { offset, size } = problem.layout.tensors[2]!;
      const wrong = grad.map((g, i) => (offset <= i && i < offset + size ? 1.5 * g : g));
      expect((await check(wrong)).tensors[2]!.verdict).toBe('incorrect');
    },
  );
});
