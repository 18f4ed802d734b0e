import { layoutOf } from '@gradproof/flatteners';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TEXTBOOK_EPSILON } from '../../contract/options.ts';
import type { FunctionProblem } from '../../contract/problem.ts';
import { prepareEvaluator } from '../../differentiate/prepare-evaluator.ts';
import { createFunctionEngine } from '../../differentiate/textbook/function-engine.ts';
import { createRandom } from '../../numerics/random.ts';
import { aggregate } from '../aggregate.ts';
import { completeResults } from './complete.ts';
import { planParts } from './plan-runs.ts';
import { checkRun } from './run.ts';

/** Kinks, jumps, parameters that J never meets, and one where it isn't finite. */
const cost = (theta: Float64Array): number =>
  theta.reduce((sum, w, i) => {
    if (i % 7 === 1) return sum + Math.abs(w - 0.25);
    if (i % 7 === 2) return sum + (w > 0.5 ? 1 : 0) + w;
    if (i % 7 === 3) return sum;
    return sum + Math.sin(w * (1 + (i % 5))) * w;
  }, 0);

const problemOf = (sizes: readonly number[], seed: number): FunctionProblem => {
  const layout = layoutOf(sizes.map((size, k) => ({ name: `w${k}`, shape: [size] })));
  const random = createRandom(seed);
  const theta = Float64Array.from({ length: layout.size }, (_, i) =>
    i % 7 === 1 ? 0.25 : i % 7 === 2 ? 0.5 : 2 * random() - 1,
  );
  return { kind: 'function', layout, theta, cost };
};

describe('runs within blocks', () => {
  it('make the same aggregate as whole blocks, to the bit, in any order and twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 50 }),
        fc.nat(),
        fc.func(fc.integer()),
        async (sizes, coordinates, seed, order) => {
          const problem = problemOf(sizes, seed);
          const { layout, theta } = problem;
          const grad = Float64Array.from(theta, (w, i) => w + (i % 3));
          const check = { layout, theta, grad, epsilon: TEXTBOOK_EPSILON, threshold: 2e-7 };
          const evaluator = await prepareEvaluator(
            createFunctionEngine(),
            { problem, cost: cost(theta), costNoise: 1e-16 },
            { method: 'textbook', adaptive: true },
          );
          const resultsOf = async (size: number) => {
            const runs = planParts(layout, size);
            const ordered = [...runs, runs[0]!].sort((a, b) => order(a.shard.start) - order(b.shard.start));
            const results = [];
            for (const run of ordered) results.push(await checkRun(evaluator, run, check));
            return aggregate(layout, completeResults(results, check));
          };
          expect(await resultsOf(coordinates)).toEqual(await resultsOf(layout.size));
        },
      ),
      { numRuns: 25 },
    );
  });
});
