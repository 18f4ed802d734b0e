import { checkProblem } from '@gradproof/core';
import type { LayeredProblem, Method } from '@gradproof/core/engine';
import { createRandom } from '@gradproof/core/testing';
import { randomNetwork, recipes } from '@gradproof/engine-conformance';
import { backwardPropagate, createForwardPass, elementwiseActivations, tensor } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { createCpuEngine } from './cpu-engine.ts';

const SEEDS = [0, 1, 2, 3];
/** Evaluations of the control: 16 coordinates, each by four values and by two increments. */
const CONTROL = 16 * 6;
const engine = createCpuEngine({ threads: 1 });
const gradientOf = ({ network, X, Y, theta }: LayeredProblem): Float64Array =>
  backwardPropagate(network, createForwardPass(network, X, Y), theta, X, Y);
const probe = (problem: LayeredProblem, grad: Float64Array, seed: number, method: Method = 'incremental') =>
  checkProblem({ problem, grad }, { engine, method, coverage: { kind: 'probe' }, seed });

/** One linear layer whose W is the least squares' solution, so that the gradient is 0 but for rounding. */
const leastSquares = (seed: number): LayeredProblem => {
  const problem = randomNetwork({
    seed,
    features: 3,
    examples: 20,
    hidden: [],
    cost: 'mean-squared-error',
    l2: 0,
    last: { units: 2, activation: 'identity' },
  });
  const theta = Float64Array.from(problem.theta);
  for (let turn = 0; turn < 5_000; turn++)
    gradientOf({ ...problem, theta }).forEach((g, i) => (theta[i]! -= 0.4 * g));
  return { ...problem, theta };
};

/** One entry of the tensor off by 1 % of the tensor's root mean square. */
const withMistake = ({ layout }: LayeredProblem, grad: Float64Array, tensor: number, seed: number) => {
  const { offset, size } = layout.tensors[tensor]!;
  const entries = grad.subarray(offset, offset + size);
  const scale = Math.sqrt(entries.reduce((sum, g) => sum + g * g, 0) / size);
  const place = Math.floor(createRandom(seed)() * size);
  return { wrong: grad.with(offset + place, entries[place]! + 0.01 * scale), place };
};

describe.each(recipes)('probing a network: %s', (_name, recipe) => {
  const problem = randomNetwork(recipe);
  const grad = gradientOf(problem);

  it.each(SEEDS)('passes the right gradient, seed %d', async (seed) => {
    expect((await probe(problem, grad, seed)).verdict).toBe('correct');
  });

  it.each(problem.layout.tensors.map(({ name }, tensor) => [name, tensor] as const))(
    'finds one wrong entry of %s, and no other',
    async (_tensor, tensor) => {
      const wrong = withMistake(problem, grad, tensor, tensor).wrong;
      const report = await probe(problem, wrong, tensor);
      expect(report.tensors.map(({ verdict }) => verdict === 'incorrect')).toEqual(
        problem.layout.tensors.map((_slot, other) => other === tensor),
      );
      expect(report.tensors[tensor]!.worst).toHaveLength(1);
    },
  );
});

describe('probing', () => {
  const [, recipe] = recipes.find(([name]) => name.startsWith('relu'))!;
  const wide = randomNetwork({
    ...recipe,
    features: 60,
    hidden: [{ units: 80, activation: 'relu' }, { units: 40, activation: 'relu' }],
  }); // prettier-ignore
  const grad = gradientOf(wide);

  it('takes a few dozen evaluations of a network of thousands of parameters, by increments', async () => {
    const { wrong, place } = withMistake(wide, grad, 0, 3);
    const report = await probe(wide, wrong, 0);
    expect(report.parameters).toBeGreaterThan(8000);
    expect(report.evaluations - CONTROL).toBeLessThan(60);
    const [{ index } = { index: [] }] = report.tensors[0]!.worst;
    expect(index[0]! * 60 + index[1]!).toBe(place);
    expect(report.tensors[0]!.detectionLimit!.entry).toBeLessThan(1e-3);
  });

  it('looks at every entry, by units, where more are wrong than are searched for', async () => {
    const wrong = Float64Array.from(grad);
    for (let k = 0; k < 12; k++) wrong[397 * k]! += 0.01 * (k + 1);
    const [W1] = (await probe(wide, wrong, 0)).tensors;
    expect(W1!.diagnosis).toMatchObject({ kind: 'entries', count: 12 });
    expect(W1!.worst[0]).toMatchObject({ grad: wrong[397 * 11]! });
  });

  it('is controlled by the textbook formula, as all increments are', async () => {
    const report = await probe(wide, grad, 1);
    expect(report.control!.coordinates).toBeGreaterThan(10);
    expect(report.control!.agreed).toBe(report.control!.coordinates);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])(
    'knows how far rounding moves a gradient that is a small difference of large terms, seed %d',
    async (seed) => {
      const problem = leastSquares(seed);
      const right = gradientOf(problem);
      expect(Math.hypot(...right)).toBeLessThan(1e-12); // rounding alone
      expect((await probe(problem, right, seed)).verdict).not.toBe('incorrect');
      const wrong = right.with(3, right[3]! + 1e-9);
      expect((await probe(problem, wrong, seed)).tensors[0]!.verdict).toBe('incorrect');
    },
  );

  it('takes any gradient between the slopes of units that stand at their kinks, and finds one beyond', async () => {
    const dead = { ...wide, theta: Float64Array.from(wide.theta), X: tensor([60, 5], new Float64Array(300)) };
    const { offset, size } = dead.layout.tensors[1]!;
    dead.theta.fill(0, offset, offset + size); // b1 = 0 and X = 0: every z of the first layer is exactly 0
    const problem = { ...dead, Y: tensor([2, 5], Float64Array.of(0, 1, 0, 1, 1, 1, 0, 1, 0, 0)) };
    const right = gradientOf(problem);
    expect((await probe(problem, right, 0)).verdict).toBe('correct');
    const beyond = await probe(problem, right.with(offset + 2, 9), 0);
    expect(beyond.tensors.map(({ verdict }) => verdict === 'incorrect').indexOf(true)).toBe(1);
    expect(beyond.tensors[1]!.worst.map(({ index }) => index)).toEqual([[2, 0]]);
  });

  it.each([1e-6, 1e-4, 1e-2])('knows the truncation of a step of %d', async (epsilon) => {
    const options = { engine, epsilon, coverage: { kind: 'probe' } } as const;
    const smooth = randomNetwork({ ...recipe, hidden: [{ units: 30, activation: 'tanh' }] });
    const right = gradientOf(smooth);
    const report = await checkProblem({ problem: smooth, grad: right }, options);
    expect(report.verdict).not.toBe('incorrect');
    const doubled = right.map((g) => 2 * g);
    expect((await checkProblem({ problem: smooth, grad: doubled }, options)).verdict).toBe('incorrect');
  });

  it.each<[Method, number, string]>([
    ['textbook', 1e-7, 'correct'],
    ['textbook', 1e-5, 'correct'],
    ['textbook', 1e-2, 'inconclusive'], // kinks lie within the step
    ['incremental', 1e-2, 'correct'], // its truncation is below a hundredth of each tensor
  ])(
    'with the step that is given says what the full check says: %s, ε = %d',
    async (method, epsilon, verdict) => {
      const check = (g: Float64Array, coverage: 'full' | 'probe') =>
        checkProblem({ problem: wide, grad: g }, { engine, method, epsilon, coverage: { kind: coverage } });
      const probed = await check(grad, 'probe');
      expect(probed).toMatchObject({ verdict, epsilon });
      expect((await check(grad, 'full')).verdict).toBe(verdict);
      const doubled = grad.map((g) => 2 * g);
      expect((await check(doubled, 'probe')).verdict).not.toBe('correct');
    },
  );

  // not by the textbook formula with ε = 1e-2: there the step of a single entry crosses kinks, too
  it.each<[Method, number]>([
    ['textbook', 1e-7],
    ['textbook', 1e-5],
    ['incremental', 1e-2],
  ])('with the step that is given finds a wrong entry: %s, ε = %d', async (method, epsilon) => {
    const wrong = grad.with(7, grad[7]! + 1);
    const options = { engine, method, epsilon, coverage: { kind: 'probe' } } as const;
    const report = await checkProblem({ problem: wide, grad: wrong }, options);
    expect(report.tensors[0]!.worst[0]!.index).toEqual([0, 7]);
  });

  it('works by values alone, too', async () => {
    const { wrong } = withMistake(wide, grad, 2, 3);
    expect((await probe(wide, grad, 0, 'textbook')).verdict).toBe('correct');
    const report = await probe(wide, wrong, 0, 'textbook');
    expect(report.tensors.map(({ verdict }) => verdict === 'incorrect')).toEqual(
      wide.layout.tensors.map((_slot, other) => other === 2),
    );
  });

  it('says by a sample that all up to a layer is wrong', async () => {
    const upTo = backwardPropagate(wide.network, createForwardPass(wide.network, wide.X, wide.Y), wide.theta, wide.X, wide.Y, (name, layer) => (layer === 1 ? (z) => Math.exp(-z * z) : elementwiseActivations[name].derivative)); // prettier-ignore
    const report = await checkProblem(
      { problem: wide, grad: upTo },
      { engine, coverage: { kind: 'sample', coordinates: 60 } },
    );
    expect(report.tensors.map(({ diagnosis }) => diagnosis?.kind ?? null)).toEqual([
      ...['upstream', 'upstream', 'upstream', 'upstream'],
      ...[null, null],
    ]);
  });

  it('samples coordinates by increments, with the control', async () => {
    const report = await checkProblem(
      { problem: wide, grad },
      { engine, coverage: { kind: 'sample', coordinates: 50 } },
    );
    expect(report).toMatchObject({
      verdict: 'correct',
      method: 'incremental',
      control: { coordinates: 16, agreed: 16 },
    });
    expect(report.checked).toBeGreaterThanOrEqual(50);
  });
});
