import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import type { Suspect } from '../contract/entries.ts';
import type { FunctionProblem } from '../contract/problem.ts';
import type { Aggregate } from '../contract/sums.ts';
import type { Judgements } from '../judge/judge-evidence.ts';
import { sumOfSquares } from '../numerics/sum-of-squares.ts';
import { diagnoseAll, gradapproxOf } from './diagnose-all.ts';
import { numbers } from './planted-tensor.fixture.ts';

const SIZE = 6;
const slot = (name: string, offset: number) => ({ name, shape: [SIZE], offset, size: SIZE });

describe('the numerical gradient of a tensor', () => {
  const grad = Float64Array.from({ length: 3 * SIZE }, (_, at) => at);
  const block = (start: number, length = 2): Suspect => ({
    start,
    gradapprox: new Float64Array(length).fill(-1),
    error: new Float64Array(length),
  });

  it('is that of its blocks that disagree, and the gradient elsewhere', () => {
    const suspects = [block(0), block(SIZE - 2), block(SIZE), block(2 * SIZE - 2), block(2 * SIZE)];
    expect([...gradapproxOf(slot('w', SIZE), grad, suspects)]).toEqual([-1, -1, 8, 9, -1, -1]);
    expect([...gradapproxOf(slot('w', SIZE), grad, [block(0, SIZE), block(2 * SIZE, SIZE)])]).toEqual([6, 7, 8, 9, 10, 11]); // prettier-ignore
  });

  it('leaves the gradient as it was given', () => {
    gradapproxOf(slot('w', SIZE), grad, [block(SIZE)]);
    expect(grad[SIZE]).toBe(SIZE);
  });
});

describe('the tensors that are incorrect', () => {
  const layout = layoutOf(['right', 'wrong'].map((name) => ({ name, shape: [SIZE] })));
  const problem: FunctionProblem = { kind: 'function', layout, theta: numbers(2 * SIZE, 5), cost: () => 0 };
  const gradapprox = numbers(2 * SIZE, 7);

  /** What is said of both, of which only the second is judged incorrect. */
  const diagnosed = (plant: (entry: number, at: number) => number, numericalError = 0) => {
    const grad = gradapprox.map((a, at) => plant(a, at % SIZE));
    const squares = (vector: Float64Array, first: number) => sumOfSquares(vector.subarray(first, first + SIZE)); // prettier-ignore
    const tensors = [0, SIZE].map((first) => ({ grad: squares(grad, first), gradapprox: squares(gradapprox, first) })); // prettier-ignore
    const suspects = [0, SIZE].map((start) => ({ start, gradapprox: gradapprox.slice(start, start + SIZE) }));
    const totals = { tensors, suspects, kinks: { oneSided: { count: 0, first: [] } } };
    const judged = ['correct', 'incorrect'].map((verdict) => ({ verdict, numericalError }));
    return diagnoseAll({ problem, grad }, totals as unknown as Aggregate, { tensors: judged } as unknown as Judgements, 1e-7); // prettier-ignore
  };

  it('are diagnosed, the others are not', () => {
    const [right, wrong] = diagnosed((entry) => 3.7 * entry);
    expect(right).toBeNull();
    expect(wrong).toMatchObject({ kind: 'scale', name: null });
    expect(wrong!.message).toContain('the gradient of wrong is 3.7 times');
  });

  it('are explained to the numerical error, which is relative to both gradients', () => {
    const noisy = (entry: number, at: number) => -entry + (at % 2 === 0 ? 1e-6 : -1e-6); // 1.4e-6 of entries around 0.7
    expect(diagnosed(noisy)[1]).toMatchObject({ kind: 'unexplained' });
    expect(diagnosed(noisy, 1e-5)[1]).toMatchObject({ kind: 'sign' });
    const large = (entry: number, at: number) => 1e3 * noisy(entry, at); // nine tenths of the error beside gradapprox's size
    expect(diagnosed(large, 2e-6)[1]).toMatchObject({ kind: 'scale', factor: -1000 });
  });
});
