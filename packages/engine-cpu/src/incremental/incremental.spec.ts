import { checkProblem } from '@gradproof/core';
import {
  createIncrementalEvaluator,
  type Engine,
  type Evaluator,
  type LayeredProblem,
} from '@gradproof/core/engine';
import { planShards } from '@gradproof/core/fleet';
import { randomNetwork } from '@gradproof/engine-conformance';
import { layoutOf } from '@gradproof/flatteners';
import {
  backwardPropagate,
  createForwardPass,
  type NetworkDescription,
  parameterShapes,
  tensor,
} from '@gradproof/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCpuEngine } from '../cpu-engine.ts';
import { kernelsNamed } from '../kernels/choose-kernels.ts';
import type { CreateKernels } from '../kernels/kernels.ts';
import { createThreadRunner, createThreads } from '../threads/thread-runner.ts';
import { prepareNetwork } from './prepare-network.ts';
import { createTail } from './tail.ts';
import { createInlineRunner } from './unit-runner.ts';

const EPSILON = 1e-9;
const MEBIBYTE = 2 ** 17; // numbers
const WASM_PAGE = 2 ** 13; // numbers

const deep = randomNetwork({
  seed: 4,
  features: 33,
  examples: 21,
  hidden: [
    { units: 40, activation: 'relu' },
    { units: 37, activation: 'tanh' },
    { units: 18, activation: 'gelu' },
  ],
  last: { units: 5, activation: 'softmax' },
  cost: 'softmax-cross-entropy',
  l2: 0.3,
});

const gradientOf = ({ network, X, Y, theta }: LayeredProblem): Float64Array =>
  backwardPropagate(network, createForwardPass(network, X, Y), theta, X, Y);

const evaluatorWith = (problem: LayeredProblem, budget: number, create: CreateKernels): Evaluator => {
  const network = prepareNetwork(problem, create);
  return createIncrementalEvaluator(problem, network, createInlineRunner(network, create, budget));
};

const wholeOf = async (problem: LayeredProblem, evaluator: Evaluator, epsilon = EPSILON) => {
  const shard = { start: 0, end: problem.layout.size };
  return (await evaluator.derivatives(shard, epsilon)).values;
};

const wasm = kernelsNamed('webassembly');
const reference = wholeOf(deep, evaluatorWith(deep, 32 * MEBIBYTE, wasm));

describe('an entry’s bits', () => {
  it('are the same for any sharding', async () => {
    const whole = await reference;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4000 }), async (coordinates) => {
        const evaluator = evaluatorWith(deep, 32 * MEBIBYTE, wasm);
        const shards = planShards(deep.layout, coordinates);
        const parts = await Promise.all(shards.map((shard) => evaluator.derivatives(shard, EPSILON)));
        expect(parts.flatMap(({ values }) => [...values])).toEqual([...whole]);
      }),
      { numRuns: 10 },
    );
  });

  it.each([1, 3000, 20_000, 100_000])(
    'are the same with %d numbers of memory for batches',
    async (budget) => {
      expect(await wholeOf(deep, evaluatorWith(deep, budget, wasm))).toEqual(await reference);
    },
  );

  it('are the same in TypeScript', async () => {
    expect(await wholeOf(deep, evaluatorWith(deep, MEBIBYTE, kernelsNamed('typescript')))).toEqual(
      await reference,
    );
  });

  it.each([2, 3])('are the same on %d threads', async (threads) => {
    const network = prepareNetwork(deep, wasm);
    const evaluator = createIncrementalEvaluator(
      deep,
      network,
      createThreadRunner(createThreads(threads), network, 'webassembly', MEBIBYTE),
    );
    try {
      const shards = planShards(deep.layout, 1024);
      const parts = await Promise.all(shards.map((shard) => evaluator.derivatives(shard, EPSILON)));
      expect(parts.flatMap(({ values }) => [...values])).toEqual([...(await reference)]);
    } finally {
      await evaluator.dispose();
    }
  });
});

const longSteps = [1e-4, 0.03, 0.1, 0.3, 1];
const seeds = [0, 1, 2, 3, 4, 5, 6, 7];
it.each(longSteps.flatMap((epsilon) => seeds.map((seed) => [epsilon, seed] as const)))(
  'does not take the truncation of a step of %d for a contradiction: seed %d',
  async (epsilon, seed) => {
    const problem = randomNetwork({
      seed,
      features: 6,
      examples: 9,
      cost: 'binary-cross-entropy',
      l2: 0,
      hidden: [
        { units: 7, activation: 'relu' },
        { units: 5, activation: 'tanh' },
      ],
      last: { units: 2, activation: 'sigmoid' },
    });
    const report = await checkProblem(
      { problem, grad: gradientOf(problem) },
      { engine: createCpuEngine(), epsilon },
    );
    expect(report.control).toMatchObject({ agreed: report.control!.coordinates });
    expect(report.verdict).not.toBe('incorrect');
  },
);

it.each([MEBIBYTE / 4, MEBIBYTE / 2, MEBIBYTE, 8 * MEBIBYTE])(
  'stays within its budget of memory, whatever the network’s size: %d numbers',
  (budget) => {
    const wide = randomNetwork({
      seed: 2,
      features: 3,
      examples: 64,
      cost: 'mean-squared-error',
      l2: 0,
      hidden: Array.from({ length: 4 }, () => ({ units: 300, activation: 'tanh' as const })),
      last: { units: 2, activation: 'identity' },
    });
    const network = prepareNetwork(wide, wasm);
    const { plan, kernels } = createTail(network, wasm, budget);
    expect(plan.size).toBeLessThanOrEqual(budget);
    expect(kernels.memory.length - plan.size).toBeLessThan(WASM_PAGE); // it can't grow: that is its maximum, too
  },
);

it('ends a run on threads at once when it is aborted', async () => {
  const network = prepareNetwork(deep, wasm);
  const runner = createThreadRunner(createThreads(2), network, 'webassembly', MEBIBYTE);
  const abort = new AbortController();
  const run = runner.run({ layer: 0, from: 0, until: 40 }, EPSILON, abort.signal);
  abort.abort(new Error('enough'));
  await expect(run).rejects.toThrow('enough');
  await runner.dispose();
});

describe('at a kink', () => {
  /** Unit 0 of the first layer is dead: its weights and bias are 0, so that z is 0 for every example. */
  const problem = randomNetwork({
    seed: 6,
    features: 3,
    examples: 5,
    cost: 'binary-cross-entropy',
    l2: 0,
    hidden: [{ units: 4, activation: 'relu' }],
    last: { units: 1, activation: 'sigmoid' },
  });
  const theta = Float64Array.from(problem.theta);
  theta.fill(0, 0, 3);
  theta[12] = 0; // b1[0]
  const dead = { ...problem, theta };
  const check = (grad: Float64Array) => checkProblem({ problem: dead, grad }, { engine: createCpuEngine() });
  const right = gradientOf(dead);

  it('a gradient of a point nearby is right, or one between several; the report names the coordinates', async () => {
    const report = await check(right);
    expect(report).toMatchObject({ verdict: 'correct', kinks: { at: 5, oneSided: 4, crossed: 0 } });
    expect(report.reason).toContain('At W1[0,0], W1[0,1], W1[0,2] and 1 more a unit stands at its kink');
    const bias = report.kinks.coordinates.at(-1)!;
    expect(bias).toMatchObject({ tensor: 'b1', index: [0, 0] });
    const alive = gradientOf({ ...dead, theta: theta.with(12, 1e-14) }); // as if relu′(0) were 1
    expect((await check(alive)).verdict).toBe('correct');
    expect((await check(right.map((g, i) => (g + alive[i]!) / 2))).verdict).toBe('correct');
    expect((await check(right.with(12, bias.upper))).verdict).not.toBe('correct'); // no unit is alive for its bias alone
  });

  it('one outside of them is wrong', async () => {
    const { kinks } = await check(right);
    const { lower, upper } = kinks.coordinates.at(-1)!;
    for (const outside of [upper + 0.1 * (upper - lower), lower - 0.1 * (upper - lower)]) {
      const report = await check(right.with(12, outside));
      expect(report.verdict).toBe('incorrect');
      expect(report.tensors.map(({ verdict }) => verdict === 'incorrect')).toEqual([
        false,
        true,
        false,
        false,
      ]);
    }
  });

  it('is a unit whose z only rounding keeps from 0', async () => {
    const network: NetworkDescription = {
      layers: [
        { units: 1, activation: 'relu' },
        { units: 1, activation: 'sigmoid' },
      ],
      cost: 'binary-cross-entropy',
      l2: 0,
    };
    const layout = layoutOf(parameterShapes(network, 3));
    const [X, Y] = [tensor([3, 1], Float64Array.of(1, 1, 1)), tensor([1, 1], Float64Array.of(1))];
    // 0.1 + 0.2 − 0.3 is 5.6e-17 in this order, 2.8e-17 and 0 in others
    const nearly = Float64Array.of(0.1, 0.2, -0.3, 0, 0.5, 0);
    const layered = { kind: 'layered' as const, network, layout, theta: nearly, X, Y };
    const report = (grad: Float64Array) =>
      checkProblem({ problem: layered, grad }, { engine: createCpuEngine() });
    const asIfRight = gradientOf(layered);
    expect(asIfRight[0]).toBeCloseTo(-0.25, 12);
    expect(await report(asIfRight)).toMatchObject({ verdict: 'correct', kinks: { at: 1, oneSided: 4 } });
    expect((await report(asIfRight.map((g, i) => (i < 4 ? 0 : g)))).verdict).toBe('correct');
    expect((await report(asIfRight.map((g, i) => (i === 0 ? 0.01 : g)))).verdict).toBe('incorrect');
  });

  it('counts the coordinates whose step crosses one, and differentiates them with a smaller step', async () => {
    const options = { engine: createCpuEngine(), epsilon: 0.01, threshold: 1e-3 };
    const report = await checkProblem({ problem: deep, grad: gradientOf(deep) }, options);
    expect(report.kinks.crossed).toBeGreaterThan(0);
    expect(report.verdict).toBe('correct');
  });
});

describe('the control', () => {
  /** The engine with a mistaken rule: tanh's increments are a part in 10⁴ too large. */
  const mistaken = (): Engine => {
    const create: CreateKernels = (size) => {
      const kernels = kernelsNamed('typescript')(size);
      const { tanh } = kernels.increments;
      return {
        ...kernels,
        increments: {
          ...kernels.increments,
          tanh: (panels, rows, deltas, stride, ...rest) => {
            tanh(panels, rows, deltas, stride, ...rest);
            for (let p = 0; p < panels; p++)
              for (let i = 0; i < rows * 4; i++) kernels.memory[deltas + p * stride + i]! *= 1.0001;
          },
        },
      };
    };
    return {
      ...createCpuEngine(),
      prepare: (problem) => Promise.resolve(evaluatorWith(problem as LayeredProblem, MEBIBYTE, create)),
    };
  };

  it('agrees where the rules are right', async () => {
    const report = await checkProblem(
      { problem: deep, grad: gradientOf(deep) },
      { engine: createCpuEngine() },
    );
    expect(report).toMatchObject({ verdict: 'correct', control: { coordinates: 16, agreed: 16 } });
  });

  it('catches a wrong increment rule: the checker says that it contradicts itself, and claims nothing', async () => {
    const report = await checkProblem({ problem: deep, grad: gradientOf(deep) }, { engine: mistaken() });
    expect(report.verdict).toBe('inconclusive');
    expect(report.reason).toContain('The checker contradicts itself');
    expect(report.control!.agreed).toBeLessThan(report.control!.coordinates);
  });
});
