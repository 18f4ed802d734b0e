import { checkProblem, type Engine, type LayeredProblem, type Method } from '@gradproof/core';
import type { Evaluator } from '@gradproof/core/engine';
import { describe, expect, it } from 'vitest';
import { gradientOf } from './planted-bugs.ts';
import { type NetworkRecipe, randomNetwork } from './random-network.ts';
import { recipes } from './recipes.ts';
import { testFunctions } from './test-functions.ts';

/** What a suite needs to know of an engine that it tests. */
export interface EngineUnderTest {
  readonly method: Method;
  /** ε for the checks. */
  readonly epsilon: number;
  /** The largest relative difference to a right gradient that the engine's precision explains. */
  readonly precision: number;
}

const withEvaluator = async <Result>(
  engine: Engine,
  problem: LayeredProblem,
  method: Method,
  use: (evaluator: Evaluator) => Promise<Result>,
): Promise<Result> => {
  const evaluator = await engine.prepare(problem, method);
  try {
    return await use(evaluator);
  } finally {
    await evaluator.dispose();
  }
};

const recipe = recipes.find(([name]) => name.startsWith('tanh'))![1];
const wide: NetworkRecipe = { ...recipe, features: 40, hidden: [{ units: 60, activation: 'tanh' }] };

/** The suite that every engine must pass, for one of its methods. */
export const testEngine = (
  name: string,
  createEngine: () => Engine,
  { method, epsilon, precision }: EngineUnderTest,
): void => {
  const check = (problem: LayeredProblem, grad: Float64Array) =>
    checkProblem({ problem, grad }, { engine: createEngine(), method, epsilon, threshold: precision });

  describe(`${name}, ${method}`, () => {
    it('describes itself', async () => {
      const description = await createEngine().describe();
      expect(description).toMatchObject({
        name: createEngine().name,
        methods: expect.arrayContaining([method]) as unknown,
      });
      expect(description.device).not.toBe('');
    });

    it.each(recipes)('finds a right gradient correct: %s', async (_name, made) => {
      const problem = randomNetwork(made);
      const report = await check(problem, gradientOf(problem));
      expect(report).toMatchObject({ verdict: 'correct', checked: problem.layout.size });
      expect(report.difference).toBeLessThanOrEqual(precision);
    });

    describe.each(recipes)('catches a wrong gradient: %s', (_name, made) => {
      const problem = randomNetwork(made);
      const right = gradientOf(problem);
      it.each(problem.layout.tensors.map(({ name: tensor }, index) => [tensor, index] as const))(
        'with the sign of %s flipped, and names that tensor alone',
        async (_tensor, index) => {
          const { offset, size } = problem.layout.tensors[index]!;
          const wrong = right.map((g, i) => (i >= offset && i < offset + size ? -g : g));
          const report = await check(problem, wrong);
          expect(report.verdict).toBe('incorrect');
          expect(report.tensors.map(({ verdict }) => verdict === 'incorrect')).toEqual(
            problem.layout.tensors.map((_slot, other) => other === index),
          );
        },
      );
    });

    it('catches a single entry that is off by a hundredth of its size', async () => {
      const problem = randomNetwork(recipe);
      const wrong = gradientOf(problem);
      wrong[3]! *= 1.01;
      const report = await check(problem, wrong);
      expect(report.verdict).toBe('incorrect');
      expect(report.tensors[0]!.worst[0]!.index).toEqual([0, 3]);
    });

    it.each([NaN, Infinity, -Infinity])('calls a gradient with %d in it incorrect', async (bad) => {
      const problem = randomNetwork(recipe);
      const wrong = gradientOf(problem);
      wrong[problem.layout.tensors[1]!.offset] = bad;
      const report = await check(problem, wrong);
      expect(report.verdict).toBe('incorrect');
      expect(report.tensors[1]).toMatchObject({
        verdict: 'incorrect',
        diagnosis: { kind: 'non-finite', index: [0, 0] },
      });
    });

    it('calls a cost that is not finite incorrect, and does not throw', async () => {
      const problem = randomNetwork({
        ...recipe,
        last: { units: 1, activation: 'identity' },
        cost: 'mean-squared-error',
      });
      const Y = { ...problem.Y, data: problem.Y.data.map(() => 1e200) }; // its square is infinite
      const report = await check({ ...problem, Y }, gradientOf(problem));
      expect(report.verdict).toBe('incorrect');
      expect(report.reason).toContain('Infinity');
    });

    it('gives an entry the same bits whatever shard computed it', async () => {
      const problem = randomNetwork(wide);
      const { size } = problem.layout;
      await withEvaluator(createEngine(), problem, method, async (evaluator) => {
        const whole = (await evaluator.derivatives({ start: 0, end: size }, epsilon)).values;
        for (const cut of [1, 1024, 1500, size - 1]) {
          const left = await evaluator.derivatives({ start: 0, end: cut }, epsilon);
          const right = await evaluator.derivatives({ start: cut, end: size }, epsilon);
          expect([...left.values, ...right.values], `cut at ${cut}`).toEqual([...whole]);
        }
      });
    });

    it('differentiates along directions as the gradient says', async () => {
      const problem = randomNetwork(recipe);
      const grad = gradientOf(problem);
      const direction = problem.theta.map((_, i) => Math.cos(i));
      const expected = grad.reduce((sum, g, i) => sum + g * direction[i]!, 0);
      const { values } = await withEvaluator(createEngine(), problem, method, (evaluator) =>
        evaluator.directionalDerivatives([direction, direction.map((v) => -v)], epsilon),
      );
      const scale = grad.reduce((sum, g, i) => sum + Math.abs(g * direction[i]!), 0);
      expect(Math.abs(values[0]! - expected)).toBeLessThanOrEqual(precision * scale);
      expect(Math.abs(values[1]! + expected)).toBeLessThanOrEqual(precision * scale);
    });

    it('leaves the parameters as they were', async () => {
      const problem = randomNetwork(recipe);
      const before = Float64Array.from(problem.theta);
      await check(problem, gradientOf(problem));
      expect(problem.theta).toEqual(before);
    });

    it('stops with the reason of an aborted signal', async () => {
      const reason = new Error('enough');
      const evaluate = withEvaluator(createEngine(), randomNetwork(recipe), method, (evaluator) =>
        evaluator.derivatives({ start: 0, end: 5 }, epsilon, AbortSignal.abort(reason)),
      );
      await expect(evaluate).rejects.toBe(reason);
    });

    it('counts the examples that stand at a kink, and the coordinates that cross one', async () => {
      const problem = randomNetwork(recipes.find(([title]) => title.startsWith('relu'))![1]);
      const theta = Float64Array.from(problem.theta);
      const [W1, b1] = problem.layout.tensors;
      theta.fill(0, W1!.offset, W1!.offset + W1!.shape[1]!);
      theta[b1!.offset] = 0; // the first unit's z is exactly 0 for every example
      const report = await check({ ...problem, theta }, gradientOf({ ...problem, theta }));
      expect(report.kinks.at).toBe(problem.X.shape[1]);
      expect(report.verdict).not.toBe('incorrect');
    });
  });

  testFunctions(createEngine, method);
};
