import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankNetwork } from '../../contract/blank-network.fixture.ts';
import type { LayeredProblem } from '../../contract/problem.ts';
import { BLOCK_SIZE, blocksOf } from '../../contract/shards.ts';
import { totalWork, workOf } from '../../differentiate/work-model.ts';
import { planParts, planRuns } from './plan-runs.ts';
import type { Run } from './run.ts';

const problemOf = (features: number, widths: readonly number[]): LayeredProblem => {
  const layers = widths.map((units) => ({ units, activation: 'tanh' as const }));
  return blankNetwork({ layers, cost: 'mean-squared-error' }, features, 1);
};

const width = fc.integer({ min: 1, max: 90 });
const problems = fc
  .tuple(width, fc.array(width, { minLength: 1, maxLength: 5 }))
  .map(([features, widths]) => problemOf(features, widths));
const cuts = fc.double({ min: 0, max: 1.2, noNaN: true });

const sorted = (runs: readonly Run[]) =>
  runs.flatMap(({ shard, biases }) => (biases ? [shard, biases] : [shard])).sort((a, b) => a.start - b.start);

describe('planRuns', () => {
  it.each(['incremental', 'textbook'] as const)('covers every coordinate once, %s', (method) => {
    fc.assert(
      fc.property(problems, cuts, (problem, part) => {
        const runs = sorted(planRuns(problem, method, part * totalWork(problem, method)));
        expect(runs.map(({ start }) => start)).toEqual([0, ...runs.slice(0, -1).map(({ end }) => end)]);
        expect(runs.at(-1)!.end).toBe(problem.layout.size);
        expect(runs.every(({ start, end }) => end > start)).toBe(true);
      }),
    );
  });

  it('cuts shards between blocks', () => {
    fc.assert(
      fc.property(problems, cuts, (problem, part) => {
        const ends = new Set(blocksOf(problem.layout).map(({ end }) => end));
        const runs = planRuns(problem, 'incremental', part * totalWork(problem, 'incremental'));
        expect(runs.every(({ shard }) => ends.has(shard.end))).toBe(true);
      }),
    );
  });

  it('leaves the biases of a layer that is cut to the runs in which their rows end', () => {
    const problem = problemOf(48, [200, 30]); // 3 blocks of W1 hold 64 rows
    const [W1, b1, W2] = problem.layout.tensors.map(({ offset }) => offset) as [number, number, number];
    const runs = planRuns(problem, 'incremental', totalWork(problem, 'incremental') / 4);
    expect(runs.length).toBeGreaterThan(2);
    expect(runs[0]).toEqual({
      shard: { start: W1, end: 3 * BLOCK_SIZE },
      biases: { start: b1, end: b1 + 64 },
    });
    const ofFirst = runs.filter(({ shard }) => shard.start < b1);
    expect(ofFirst.at(-1)).toMatchObject({ shard: { end: b1 }, biases: { end: W2 } });
  });

  it('waits for the end of a row of three blocks, not of eight: a run is four times as large as asked for at the most', () => {
    const ofABlock = (problem: LayeredProblem) =>
      (totalWork(problem, 'incremental') * BLOCK_SIZE) / problem.layout.tensors[0]!.size / 1.01; // its own biases and last layer aside
    const endsOf = (features: number) => {
      const problem = problemOf(features, [4, 1]);
      const runs = planRuns(problem, 'incremental', ofABlock(problem));
      return runs.slice(0, 2).map(({ shard }) => shard.end / BLOCK_SIZE);
    };
    expect(endsOf(3 * BLOCK_SIZE)).toEqual([3, 6]);
    expect(endsOf(8 * BLOCK_SIZE)[0]).toBeLessThan(8);
  });

  it('leaves a run that ends within a row without biases: none of its units is whole', () => {
    const problem = problemOf(8 * BLOCK_SIZE, [2, 1]);
    const [first] = planRuns(problem, 'incremental', 1);
    expect(first!.shard.end).toBeLessThan(8 * BLOCK_SIZE);
    expect(first!.biases).toBeNull();
  });

  it('ends at rows of any layer, wherever the layer lies', () => {
    const [first, wide] = [3, 3 * BLOCK_SIZE];
    const problem = problemOf(1, [first, wide, 4, 1]); // W3 has rows of three blocks
    const W3 = problem.layout.tensors[4]!;
    expect(W3.offset % wide).not.toBe(0);
    const block = (workOf(problem, 'incremental')[4]!.operations * BLOCK_SIZE) / wide;
    const ends = planRuns(problem, 'incremental', block)
      .map(({ shard }) => shard.end)
      .filter((end) => end > W3.offset && end <= W3.offset + W3.size);
    expect(ends).toEqual([1, 2, 3, 4].map((rows) => W3.offset + rows * wide));
  });

  it('cuts where a run has just so many operations as are asked for', () => {
    const rows = problemOf(BLOCK_SIZE, [4, 1]);
    const ofARow = workOf(rows, 'incremental')[0]!.operations;
    const ends = planRuns(rows, 'incremental', ofARow).map(({ shard }) => shard.end);
    expect(ends.slice(0, 4)).toEqual([1, 2, 3, 4].map((row) => row * BLOCK_SIZE));
  });

  it('cuts after a layer that isn’t cut itself with its biases, once it has as many operations as are asked for', () => {
    const problem = problemOf(4, [5, 3, 1]);
    const ofFirst = 5 * workOf(problem, 'incremental')[0]!.operations;
    const layer = { shard: { start: 0, end: 25 }, biases: null };
    expect(planRuns(problem, 'incremental', ofFirst)[0]).toEqual(layer);
    expect(planRuns(problem, 'incremental', 1.01 * ofFirst)[0]).not.toEqual(layer);
  });

  it('keeps the biases where they lie by the textbook, which knows no units', () => {
    const problem = problemOf(48, [200, 30]);
    const runs = planRuns(problem, 'textbook', totalWork(problem, 'textbook') / 4);
    expect(runs.length).toBeGreaterThan(2);
    expect(runs.every(({ biases }) => biases === null)).toBe(true);
  });

  it('keeps small networks in one run, biases and all', () => {
    const problem = problemOf(4, [5, 3, 1]);
    expect(planRuns(problem, 'incremental', Infinity)).toEqual([
      { shard: { start: 0, end: problem.layout.size }, biases: null },
    ]);
  });
});

describe('planParts', () => {
  it('covers every coordinate once, so many at a time', () => {
    fc.assert(
      fc.property(problems, fc.integer({ min: 1, max: 5000 }), ({ layout }, coordinates) => {
        const runs = sorted(planParts(layout, coordinates));
        expect(runs.map(({ start }) => start)).toEqual([0, ...runs.slice(0, -1).map(({ end }) => end)]);
        expect(runs.at(-1)!.end).toBe(layout.size);
        expect(runs.slice(0, -1).every(({ start, end }) => end - start === coordinates)).toBe(true);
      }),
    );
  });
});
