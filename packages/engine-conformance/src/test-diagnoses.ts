import { checkProblem, type Coverage, type Engine, type LayeredProblem, type Report } from '@gradproof/core';
import { elementwiseActivations, type ElementwiseActivationName, type SlopeOf } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { gradientOf, plantedBugs } from './planted-bugs.ts';
import { randomNetwork, type NetworkRecipe } from './random-network.ts';
import { recipes } from './recipes.ts';
import type { EngineUnderTest } from './test-engine.ts';

const deep: NetworkRecipe = {
  seed: 5,
  features: 6,
  examples: 9,
  hidden: [
    { units: 8, activation: 'relu' },
    { units: 7, activation: 'relu' },
    { units: 5, activation: 'tanh' },
  ],
  last: { units: 3, activation: 'softmax' },
  cost: 'softmax-cross-entropy',
  l2: 0,
};

/** Tensors of more than one block; too many coordinates to go through the textbook formula a hundred times. */
const wide: NetworkRecipe = {
  ...deep,
  seed: 6,
  features: 40,
  hidden: [
    { units: 60, activation: 'relu' },
    { units: 60, activation: 'leaky-relu' },
  ],
};

/** How the checks are made whose diagnoses are tested. */
export interface DiagnosedCheck extends Pick<EngineUnderTest, 'method' | 'epsilon'> {
  /** `full` by default. */
  readonly coverage?: Coverage;
}

const isAmong =
  (names: readonly string[]) =>
  ([name]: readonly [string, NetworkRecipe]) =>
    names.includes(name);

/** The textbook formula would take long for many coordinates; what probes share with a full check need not be seen on every activation. */
const networksFor = ({
  method,
  coverage,
}: DiagnosedCheck): (readonly [name: string, recipe: NetworkRecipe])[] => {
  const all = [
    ...recipes,
    ['three hidden layers and softmax', deep] as const,
    ...(method === 'incremental' ? [['tensors of several blocks', wide] as const] : []),
  ];
  if (coverage?.kind !== 'probe') return all;
  return all.filter(isAmong(['relu in two hidden layers', 'one layer only', 'softmax cross-entropy with L2', 'three hidden layers and softmax', 'tensors of several blocks'])); // prettier-ignore
};

const withActivation = (recipe: NetworkRecipe, activation: ElementwiseActivationName): NetworkRecipe => ({
  ...recipe,
  hidden: recipe.hidden.map(({ units }) => ({ units, activation })),
});

/** The derivative everywhere but in one layer (from 1), where `slope` is taken. */
const only =
  (layer: number, slope: (activation: ElementwiseActivationName) => (z: number) => number): SlopeOf =>
  (activation, index) =>
    index === layer - 1 ? slope(activation) : elementwiseActivations[activation].derivative;

/** Where a right gradient must get no diagnosis, and each planted mistake its own; neither the engine nor the coverage must matter. */
export const testDiagnoses = (
  name: string,
  createEngine: () => Engine,
  { method, epsilon, coverage = { kind: 'full' } }: DiagnosedCheck,
): void => {
  const check = (problem: LayeredProblem, grad: Float64Array): Promise<Report> =>
    checkProblem({ problem, grad }, { engine: createEngine(), method, epsilon, coverage });
  const diagnosesOf = ({ tensors }: Report) => tensors.map(({ diagnosis }) => diagnosis);

  describe(`diagnoses, ${name}, ${method}, ${coverage.kind}`, () => {
    describe.each(networksFor({ method, epsilon, coverage }))('%s', (_name, recipe) => {
      const problem = randomNetwork(recipe);
      const right = gradientOf(problem);

      it('a right gradient gets none', async () => {
        const report = await check(problem, right);
        expect(diagnosesOf(report)).toEqual(problem.layout.tensors.map(() => null));
      });

      it.each(plantedBugs.map((bug) => [bug.name, bug] as const))('%s', async (_bug, bug) => {
        for (const [index, slot] of problem.layout.tensors.entries()) {
          const own = right.slice(slot.offset, slot.offset + slot.size);
          const wrong = Float64Array.from(right);
          if (!bug.fits(slot, problem)) continue;
          const planted = bug.plant(own, slot, problem);
          if (planted.every((g, i) => g === own[i])) continue; // swapping zeros changes nothing
          wrong.set(planted, slot.offset);
          const diagnoses = diagnosesOf(await check(problem, wrong));
          expect(diagnoses[index], slot.name).toMatchObject(bug.expected(slot, problem));
          expect(diagnoses.filter((diagnosis) => diagnosis !== null)).toHaveLength(1);
        }
      });
    });

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
          for (const diagnosis of diagnoses.slice(0, 2 * layer)) expect(diagnosis).toMatchObject(expected);
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

    if (coverage.kind === 'full') {
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
        const found = diagnosesOf(await check(problem, wrong)).filter((diagnosis) => diagnosis !== null);
        expect(found).toMatchObject([{ kind: 'entries', count: 1 }]);
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
  });
};
