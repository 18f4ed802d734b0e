import { type Check, createTextbookEvaluator, type Engine, type LayeredProblem } from '@gradproof/core/fleet';
import { layoutOf } from '@gradproof/flatteners';
import {
  backwardPropagate,
  createForwardPass,
  type NetworkDescription,
  parameterShapes,
  tensor,
} from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { SCHEMA } from '../schemas/check-spec.ts';
import { vectorStore } from '../store/vector-store.ts';
import { createMemoryChunkStore } from '../testing/memory-chunk-store.ts';
import { someSpec } from '../testing/specs.ts';
import { createPreparedProblems } from './prepared-problems.ts';
import { createProcessors } from './processors.ts';

const network: NetworkDescription = {
  layers: [{ units: 2, activation: 'tanh' }],
  cost: 'mean-squared-error',
  l2: 0,
};
const layout = layoutOf(parameterShapes(network, 2));
const problem: LayeredProblem = {
  kind: 'layered',
  network,
  layout,
  theta: Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6),
  X: tensor([2, 1], Float64Array.of(1, 2)),
  Y: tensor([2, 1], Float64Array.of(0, 1)),
};
const forward = createForwardPass(network, problem.X, problem.Y);
const check: Check = {
  problem,
  grad: backwardPropagate(network, forward, problem.theta, problem.X, problem.Y),
};

const engine: Engine = {
  name: 'cpu',
  describe: () => Promise.reject(new Error('not asked for')),
  prepare: ({ theta }) => createTextbookEvaluator({ theta, cost: forward.cost }),
};
const description = {
  name: 'cpu',
  device: 'here',
  precision: 'float64',
  arithmetic: 'float64-test',
  methods: ['textbook'],
  problems: ['layered'],
} as const;

const processorsOf = (checked: Check = check) =>
  createProcessors(
    createPreparedProblems(() => Promise.resolve(checked), engine, 1e6),
    vectorStore(createMemoryChunkStore()),
    description,
    'w1',
  );
const job = (start: number, end: number, biases: { start: number; end: number } | null = null) =>
  ({
    schema: SCHEMA,
    spec: someSpec(),
    run: { shard: { start, end }, biases },
  }) as const;

describe('a run', () => {
  it('is computed, and says by whom', async () => {
    expect(await processorsOf().run(job(0, 4))).toMatchObject({ worker: 'w1', evaluations: 8 });
  });

  it.each([
    ['beyond the vector', 0, 7],
    ['far beyond the vector', 2 ** 40, 2 ** 40 + 1],
    ['within a block', 1, 4],
    ['that ends within a block', 0, 3],
  ])('%s is refused', async (_, start, end) => {
    await expect(processorsOf().run(job(start, end))).rejects.toMatchObject({
      name: 'FleetError',
      message: expect.stringContaining('not one of this check') as string,
    });
  });

  it('whose biases lie beyond the vector is refused', async () => {
    await expect(processorsOf().run(job(0, 4, { start: 4, end: 100 }))).rejects.toThrow(
      'not one of this check',
    );
  });

  it.each([
    [{ engine: 'gpu' as const }, 'The check wants the engine gpu; this worker has cpu'],
    [
      { arithmetic: 'float64-0-v8.1' },
      'wants the arithmetic float64-0-v8.1; this worker computes with float64-test',
    ],
  ])('of %j is refused, both named', async (change, message) => {
    const other = { ...job(0, 4), spec: someSpec(change) };
    await expect(processorsOf().run(other)).rejects.toThrow(message);
  });
});

describe('a conclusion', () => {
  const conclusion = (runs: number) =>
    ({ schema: SCHEMA, kind: 'conclude', spec: someSpec(), runs }) as const;

  it('is the report of all runs', async () => {
    const processors = processorsOf();
    const runs = [await processors.run(job(4, 6)), await processors.run(job(0, 4))];
    const results = { baseline: await processors.baseline(job(0, 4)), runs };
    expect(JSON.parse(await processors.conclude(conclusion(2), results, 3))).toMatchObject({
      verdict: 'correct',
      checked: 6,
    });
  });

  it('is refused while results are missing', async () => {
    const processors = processorsOf();
    const baseline = await processors.baseline(job(0, 4));
    const runs = [await processors.run(job(0, 4))];
    await expect(processors.conclude(conclusion(2), { baseline, runs }, 0)).rejects.toThrow(
      '1 of 2 runs have results',
    );
    await expect(processors.conclude(conclusion(1), { baseline: null, runs }, 0)).rejects.toThrow(
      'evaluates J(θ) has no result',
    );
  });
});

describe('the baseline', () => {
  it('is refused when the cost is not the user’s', async () => {
    const processors = processorsOf({ ...check, costValue: 77 });
    await expect(processors.baseline(job(0, 6))).rejects.toThrow('costValue is 77');
  });
});
