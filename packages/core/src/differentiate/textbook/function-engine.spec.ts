import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import type { FunctionProblem, Problem } from '../../contract/problem.ts';
import { createFunctionEngine } from './function-engine.ts';

const problem: FunctionProblem = {
  kind: 'function',
  layout: layoutOf([{ name: 'w', shape: [1] }]),
  theta: Float64Array.of(3),
  cost: (theta) => 2 * theta[0]!,
};

describe('the engine of functions', () => {
  it('differentiates them by the textbook method', async () => {
    const evaluator = await createFunctionEngine().prepare(problem, 'textbook');
    expect([...(await evaluator.derivatives({ start: 0, end: 1 }, 1 / 4)).values]).toEqual([2]);
  });

  it('refuses another method, and networks', () => {
    const engine = createFunctionEngine();
    expect(() => engine.prepare(problem, 'incremental')).toThrow(/incremental method needs a layered network/);
    expect(() => engine.prepare({ ...problem, kind: 'layered' } as unknown as Problem, 'textbook')).toThrow(/needs an engine/);
  }); // prettier-ignore
});
