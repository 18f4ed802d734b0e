import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { blankNetwork } from '../../contract/blank-network.fixture.ts';
import type { Evaluator, Method } from '../../contract/engine.ts';
import type { FunctionProblem, LayeredProblem, Problem } from '../../contract/problem.ts';
import { BLOCK_SIZE } from '../../contract/shards.ts';
import { totalWork } from '../../differentiate/work-model.ts';
import { runAll } from './run-all.ts';
import type { Run } from './run.ts';

const notAsked = () => Promise.reject(new Error('not asked for'));
const evaluatorOf = (parallel: number): Evaluator => ({
  derivatives: notAsked,
  directionalDerivatives: notAsked,
  parallel,
  dispose: () => Promise.resolve(),
});

const functionOf = (size: number): FunctionProblem => ({
  kind: 'function',
  layout: layoutOf([{ name: 'w', shape: [size] }]),
  theta: new Float64Array(size),
  cost: () => 0,
});

const layeredOf = (features: number, units: number, examples: number): LayeredProblem =>
  blankNetwork(
    {
      layers: [
        { units, activation: 'tanh' },
        { units: 1, activation: 'identity' },
      ],
      cost: 'mean-squared-error',
    },
    features,
    examples,
  );

const runsOf = async (problem: Problem, method: Method): Promise<Run[]> => {
  const ended: Run[] = [];
  const runs = await runAll(
    problem,
    method,
    evaluatorOf(1),
    (run) => Promise.resolve(run),
    (run) => ended.push(run),
  );
  expect(ended).toEqual(runs);
  return runs;
};

describe('the runs of a check', () => {
  it('are enough to tell its progress in percent, and not many more', async () => {
    const { length } = await runsOf(functionOf(2000 * BLOCK_SIZE), 'textbook');
    expect(length).toBeGreaterThanOrEqual(100);
    expect(length).toBeLessThanOrEqual(400);
  });

  it('take milliseconds each, at 10¹⁰ operations a second, where the check takes little', async () => {
    const problem = layeredOf(256, 256, 2000);
    const milliseconds = totalWork(problem, 'incremental') / 1e10 / 1e-3;
    expect(milliseconds).toBeGreaterThan(20);
    const { length } = await runsOf(problem, 'incremental');
    expect(milliseconds / length).toBeGreaterThan(1.5);
    expect(milliseconds / length).toBeLessThan(6);
  });

  it('are whole blocks of a function, whose cost nobody knows', async () => {
    expect(await runsOf(functionOf(3 * BLOCK_SIZE), 'textbook')).toHaveLength(3);
  });

  it('keep an evaluator of several lanes busy, and end with the first failure', async () => {
    let underWay = 0;
    let most = 0;
    const compute = async ({ shard }: Run) => {
      most = Math.max(most, ++underWay);
      await new Promise((resume) => setTimeout(resume));
      underWay--;
      if (shard.start === 8 * BLOCK_SIZE) throw new Error('broken');
    };
    const ended: number[] = [];
    const all = runAll(functionOf(40 * BLOCK_SIZE), 'textbook', evaluatorOf(3), compute, ({ shard }) =>
      ended.push(shard.start),
    );
    await expect(all).rejects.toThrow('broken');
    expect(most).toBe(6);
    expect(ended.length).toBeLessThan(16);
  });

  it('follow one another where the evaluator computes one at a time', async () => {
    let underWay = 0;
    const compute = async () => {
      expect(++underWay).toBe(1);
      await new Promise((resume) => setTimeout(resume));
      underWay--;
    };
    await runAll(functionOf(4 * BLOCK_SIZE), 'textbook', evaluatorOf(1), compute, () => {});
  });
});
