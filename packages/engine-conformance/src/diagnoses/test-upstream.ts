import { describe, expect, it } from 'vitest';
import { gradientOf } from '../planted-bugs.ts';
import { randomNetwork } from '../random-network.ts';
import { deep, only, withActivation } from './diagnosed-networks.ts';
import { diagnosesOf, type Diagnosing } from './diagnosing.ts';

/** Mistakes in what is passed back, and what only looks like one. */
export const testUpstream = ({ check }: Diagnosing): void => {
  describe('a mistake upstream', () => {
    it.each([1, 2, 3])('between layers %d and the next', async (layer) => {
      const problem = randomNetwork(withActivation(deep, 'tanh'));
      const wrong = gradientOf(
        problem,
        only(layer, () => (z) => 1 - Math.tanh(z)),
      ); // the square forgotten
      const report = await check(problem, wrong);
      const diagnoses = diagnosesOf(report);
      const expected = { kind: 'upstream', layer, derivativeMissing: false };
      for (const diagnosis of diagnoses.slice(0, 2 * layer)) expect(diagnosis).toMatchObject(expected);
      expect(diagnoses.slice(2 * layer)).toEqual(diagnoses.slice(2 * layer).map(() => null));
      expect(diagnoses[0]!.message).toContain(`between layers ${layer} and ${layer + 1}`);
    });

    it('recognizes a derivative that is left out', async () => {
      const problem = randomNetwork(withActivation(deep, 'sigmoid'));
      const wrong = gradientOf(
        problem,
        only(2, () => () => 1),
      );
      const [W1] = diagnosesOf(await check(problem, wrong));
      expect(W1).toMatchObject({ kind: 'upstream', layer: 2, derivativeMissing: true });
    });

    it('where backward propagation begins', async () => {
      const problem = randomNetwork(withActivation(deep, 'tanh'));
      const { network, Y } = problem;
      const wrong = gradientOf({ ...problem, Y: { ...Y, data: Y.data.map((y) => 0.3 * y + 0.1) } });
      const diagnoses = diagnosesOf(await check(problem, wrong));
      for (const diagnosis of diagnoses)
        expect(diagnosis).toMatchObject({ kind: 'upstream', layer: network.layers.length });
    });

    it('is one of several causes where every layer is wrong: here the gradient of other parameters', async () => {
      const problem = randomNetwork(withActivation(deep, 'tanh'));
      const wrong = gradientOf({ ...problem, theta: problem.theta.map((t, at) => t + Math.sin(at) / 100) });
      for (const diagnosis of diagnosesOf(await check(problem, wrong))) {
        expect(diagnosis).toMatchObject({ kind: 'upstream', derivativeMissing: false });
        expect(diagnosis!.message).toContain('or the gradient is of other parameters or examples');
      }
    });

    it('is not seen in digits that float32 lacks', async () => {
      const problem = randomNetwork(deep);
      const wrong = gradientOf(problem).map((g, at) => g * (at % 2 === 0 ? 1 + 9e-6 : 1 - 9e-6));
      const diagnoses = diagnosesOf(await check(problem, wrong)).filter((diagnosis) => diagnosis !== null);
      expect(diagnoses.length).toBeGreaterThan(0);
      for (const diagnosis of diagnoses) {
        expect(diagnosis.kind).toBe('unexplained');
        expect(diagnosis.message).toContain('so is what is computed in float32');
      }
    });

    it('is told from a single entry that lacks digits, or was wrong by as little', async () => {
      const problem = randomNetwork(deep);
      const right = gradientOf(problem);
      const largest = right.reduce((best, g, at) => (Math.abs(g) > Math.abs(right[best]!) ? at : best), 0);
      const wrong = right.map((g, at) => (at === largest ? g * (1 + 9e-6) : g));
      const diagnoses = diagnosesOf(await check(problem, wrong)).filter((diagnosis) => diagnosis !== null);
      expect(diagnoses).toMatchObject([{ kind: 'entries', count: 1 }]);
    });

    it('is not seen where dW and db of the last wrong layer are not wrong together', async () => {
      const problem = randomNetwork({ ...deep, l2: 0.7 });
      const m = problem.X.shape[1]!;
      const data = gradientOf({ ...problem, network: { ...problem.network, l2: 0 } });
      const diagnoses = diagnosesOf(
        await check(
          problem,
          data.map((g) => m * g),
        ),
      ); // neither 1/m nor the L2 term
      diagnoses.forEach((diagnosis, tensor) =>
        expect(diagnosis).toMatchObject(
          tensor % 2 === 0 ? { kind: 'unexplained' } : { kind: 'scale', name: 'm' },
        ),
      );
    });

    it('is not seen where a single tensor is wrong', async () => {
      const problem = randomNetwork(deep);
      const [W1] = problem.layout.tensors;
      const wrong = gradientOf(problem).map((g, at) => (at < W1!.size ? g + Math.sin(at + 1) : g));
      const [diagnosis] = diagnosesOf(await check(problem, wrong));
      expect(diagnosis).toMatchObject({ kind: 'unexplained' });
    });
  });
};
