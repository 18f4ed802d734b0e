import { checkProblem } from '@gradproof/core';
import type { LayeredProblem } from '@gradproof/core/engine';
import { gradientOf, type NetworkRecipe, randomNetwork } from '@gradproof/engine-conformance';
import { createForwardPass } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { createGpuEngine } from './gpu-engine.ts';

/** What the benchmark's nets stay within, too. */
const DIFFERENCE = 1e-6;

const engine = createGpuEngine({ device: 'webasm' });

/** A network whose outputs have come to within `distance` of its soft labels, relatively: a − y is so much smaller than a and y. */
const nearlyTrained = (ofCost: Pick<NetworkRecipe, 'cost' | 'last'>, seed: number, distance: number): LayeredProblem => {
  const problem = randomNetwork({
    ...ofCost,
    seed,
    features: 8,
    examples: 20,
    l2: 0,
    hidden: [{ units: 16, activation: 'gelu' }, { units: 12, activation: 'tanh' }],
  });
  const { cost, activations } = createForwardPass(problem.network, problem.X, problem.Y);
  cost(problem.theta);
  const [units, examples] = problem.Y.shape as [number, number];
  const labels = activations.at(-1)!.map((a, at) => a * (1 + (distance / 4) * Math.sin(7 * at + seed)));
  if (ofCost.cost === 'softmax-cross-entropy') {
    for (let r = 0; r < examples; r++) {
      const places = Array.from({ length: units }, (_, k) => k * examples + r);
      const sum = places.reduce((total, at) => total + labels[at]!, 0);
      for (const at of places) labels[at]! /= sum;
    }
  }
  return { ...problem, Y: { ...problem.Y, data: labels.map((label) => Math.min(1, label)) } };
}; // prettier-ignore

const costs = [
  { cost: 'softmax-cross-entropy', last: { units: 4, activation: 'softmax' } },
  { cost: 'binary-cross-entropy', last: { units: 3, activation: 'sigmoid' } },
] as const;

describe.each(costs)('soft labels that the outputs have nearly reached: $cost', (ofCost) => {
  it.each([1, 1e-1, 1e-3, 1e-5].flatMap((distance) => [1, 2, 3].map((seed) => [distance, seed] as const)))(
    'leave float32 its digits: %d from them, seed %d',
    async (distance, seed) => {
      const problem = nearlyTrained(ofCost, seed, distance);
      const grad = gradientOf(problem);
      const report = await checkProblem({ problem, grad }, { engine });
      expect(report.verdict, report.reason).toBe('correct');
      for (const { name, difference } of report.tensors)
        expect(difference, name).toBeLessThanOrEqual(DIFFERENCE);
      const wrong = grad.map((g) => g * (1 + 1e-4));
      expect((await checkProblem({ problem, grad: wrong }, { engine })).verdict).toBe('incorrect');
    },
  );
});
