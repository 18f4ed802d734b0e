import type { LayeredProblem } from '@gradproof/core';
import { describe, expect, it } from 'vitest';
import { gradientOf } from '../planted-bugs.ts';
import { type NetworkRecipe, randomNetwork } from '../random-network.ts';
import { deep, only, withActivation } from './diagnosed-networks.ts';
import { diagnosesOf, type Diagnosing } from './diagnosing.ts';

/** Masks that are left out, misused or seen by their rows; units that are never active are no evidence of one. */
export const testMask = ({ check }: Diagnosing): void => {
  describe('a mask', () => {
    it.each(['relu', 'leaky-relu', 'elu'] as const)('left out of %s', async (activation) => {
      const problem = randomNetwork(withActivation(deep, activation));
      for (const layer of [1, 2]) {
        const wrong = gradientOf(
          problem,
          only(layer, () => () => 1),
        );
        const diagnoses = diagnosesOf(await check(problem, wrong));
        const expected = { kind: 'mask', fault: 'missing', layer, activation, wrong: 'inactive' };
        for (const diagnosis of diagnoses.slice(0, 2 * layer))
          expect(diagnosis, `layer ${layer}`).toMatchObject(expected);
        expect(diagnoses.slice(2 * layer)).toEqual(diagnoses.slice(2 * layer).map(() => null));
      }
    });

    it('of relu the wrong way round', async () => {
      const problem = randomNetwork(deep);
      const wrong = gradientOf(
        problem,
        only(2, () => (z) => (z < 0 ? 1 : 0)),
      );
      const [W1, b1, W2, b2, W3] = diagnosesOf(await check(problem, wrong));
      for (const diagnosis of [W1, b1, W2, b2])
        expect(diagnosis).toMatchObject({ kind: 'mask', fault: 'inverted', layer: 2, wrong: 'both' });
      expect(W3).toBeNull();
    });

    it('of leaky-relu taken for that of relu', async () => {
      const problem = randomNetwork(withActivation(deep, 'leaky-relu'));
      const wrong = gradientOf(
        problem,
        only(1, () => (z) => (z > 0 ? 1 : 0)),
      );
      const [W1, b1] = diagnosesOf(await check(problem, wrong));
      for (const diagnosis of [W1, b1])
        expect(diagnosis).toMatchObject({ kind: 'mask', fault: 'cut', layer: 1 });
    });

    it('seen by where the mistakes are alone', async () => {
      // two units that are never active among units that always are; their rows of dW1 hold what they must not
      const problem = randomNetwork(deep);
      const theta = Float64Array.from(problem.theta);
      const [W1, b1] = problem.layout.tensors;
      for (let unit = 0; unit < b1!.size; unit++) theta[b1!.offset + unit] = unit < 2 ? -50 : 50;
      const moved = { ...problem, theta };
      const wrong = gradientOf(moved);
      for (let at = 0; at < 2 * W1!.shape[1]!; at++) wrong[W1!.offset + at] = 0.1 + Math.cos(at);
      const [diagnosis] = diagnosesOf(await check(moved, wrong));
      expect(diagnosis).toMatchObject({ kind: 'mask', layer: 1, wrong: 'inactive', fault: null });
      expect(diagnosis!.message).toContain('where units of layer 1 are inactive in every example');
    });
  });

  describe('units of relu that are never active', () => {
    /** Nothing gets through the first `dead` units of layer 1. */
    const withDeadUnits = (recipe: NetworkRecipe, dead: number): LayeredProblem => {
      const problem = randomNetwork(recipe);
      const [, b1] = problem.layout.tensors;
      const isDead = (at: number) => at >= b1!.offset && at < b1!.offset + dead;
      return { ...problem, theta: problem.theta.map((t, at) => (isDead(at) ? -50 : t)) };
    };

    it('are no evidence of a misused mask: their gradient is 0 whatever the mistake', async () => {
      const problem = withDeadUnits(deep, 3);
      const [W1] = problem.layout.tensors;
      const wrong = gradientOf(problem).map((g, at) => (at < W1!.size && g !== 0 ? Math.cos(at * at) : g));
      const [diagnosis] = diagnosesOf(await check(problem, wrong));
      expect(diagnosis).toMatchObject({ kind: 'unexplained' });
    });

    it('are no evidence of a mistake upstream where a single tensor is wrong', async () => {
      const problem = withDeadUnits({ ...deep, l2: 0.7 }, 8); // the gradient of W1 is that of its L2 term, that of b1 is 0
      const wrong = gradientOf(problem);
      wrong[0] = wrong[0]! + 0.3;
      const [diagnosis] = diagnosesOf(await check(problem, wrong));
      expect(diagnosis).toMatchObject({ kind: 'entries', count: 1 });
    });
  });
};
