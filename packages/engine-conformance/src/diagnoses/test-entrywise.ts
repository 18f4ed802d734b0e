import { checkProblem } from '@gradproof/core';
import { expect, it } from 'vitest';
import { gradientOf } from '../planted-bugs.ts';
import { randomNetwork } from '../random-network.ts';
import { deep } from './diagnosed-networks.ts';
import { diagnosesOf, type Diagnosing } from './diagnosing.ts';

/** Factors and signs: of single entries, beneath a right L2 term, among units at their kinks. */
export const testEntrywise = ({ check, createEngine, method, epsilon, coverage }: Diagnosing): void => {
  it('takes the factor of the other tensors for that of a single entry', async () => {
    const problem = randomNetwork({
      ...deep,
      cost: 'binary-cross-entropy',
      last: { units: 1, activation: 'sigmoid' },
    });
    const diagnoses = diagnosesOf(
      await check(
        problem,
        gradientOf(problem).map((g) => 0.4299 * g),
      ),
    ); // clipped by its norm
    for (const diagnosis of diagnoses) expect(diagnosis).toMatchObject({ kind: 'scale', name: null });
  });

  if (coverage?.kind === 'full') {
    it('sees through a right L2 term by the entries that were drawn, too', async () => {
      const problem = randomNetwork({ ...deep, l2: 0.7 });
      const m = problem.X.shape[1]!;
      const grad = gradientOf(problem);
      const data = gradientOf({ ...problem, network: { ...problem.network, l2: 0 } });
      for (const [factor, expected] of [
        [m, { kind: 'scale', name: 'm' }],
        [-1, { kind: 'sign' }],
      ] as const) {
        const wrong = grad.map((g, at) => g + (factor - 1) * data[at]!);
        const sample = { kind: 'sample', coordinates: 40 } as const;
        const options = { engine: createEngine(), method, epsilon, coverage: sample };
        for (const diagnosis of diagnosesOf(await checkProblem({ problem, grad: wrong }, options)))
          expect(diagnosis).toMatchObject(expected);
      }
    });
  }

  if (method === 'incremental') {
    it('is found with units at their kinks, where many gradients are right', async () => {
      const problem = randomNetwork(deep);
      const { X, layout } = problem;
      const [, b1] = layout.tensors;
      const isBias = (at: number) => at >= b1!.offset && at < b1!.offset + b1!.size;
      // an example of zeros without biases: every unit of layer 1 is at its kink
      const zeros = { ...X, data: X.data.map((x, at) => (at % X.shape[1]! === 0 ? 0 : x)) };
      const moved = { ...problem, X: zeros, theta: problem.theta.map((t, at) => (isBias(at) ? 0 : t)) };
      const right = gradientOf(moved);
      for (const [factor, expected] of [
        [-1, { kind: 'sign' }],
        [2, { kind: 'scale', name: '2' }],
      ] as const) {
        const wrong = right.map((g, at) => (isBias(at) ? factor * g : g));
        expect(diagnosesOf(await check(moved, wrong))[1]).toMatchObject(expected);
      }
      expect(diagnosesOf(await check(moved, right))[1]).toBeNull();
    });
  }
};
