import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import type { FunctionProblem } from '../contract/problem.ts';
import type { Aggregate } from '../contract/sums.ts';
import type { Judgements } from '../judge/judge-evidence.ts';
import { sumOfSquares } from '../numerics/sum-of-squares.ts';
import { diagnoseSampled } from './diagnose-sample.ts';
import { NOISE, numbers } from './planted-tensor.fixture.ts';

const SIZE = 6;
const layout = layoutOf(['right', 'wrong'].map((name) => ({ name, shape: [SIZE] })));
const theta = numbers(2 * SIZE, 5);
const problem: FunctionProblem = { kind: 'function', layout, theta, cost: () => 0 };
const gradapprox = numbers(2 * SIZE, 7);

/** What is said of both tensors where so many entries of each are drawn, and the second is judged incorrect. Both gradients are planted. */
const sampled = (
  drawn: number,
  plant: (entry: number, at: number) => number,
  { numericalError = 0 } = {},
) => {
  const grad = gradapprox.map((a, at) => plant(a, at % SIZE));
  const squares = (vector: Float64Array, first: number) => sumOfSquares(vector.subarray(first, first + SIZE));
  const tensors = [0, SIZE].map((first) => {
    const bad = grad.subarray(first, first + SIZE).findIndex((g) => !Number.isFinite(g));
    const nonFinite = bad < 0 ? null : { first: first + bad, entries: 1 };
    return { grad: squares(grad, first), gradapprox: squares(gradapprox, first), nonFinite };
  });
  const judged = ['correct', 'incorrect'].map((verdict) => ({ verdict, numericalError }));
  const ofTensor = (first: number) => {
    const coordinates = Array.from({ length: drawn }, (_, k) => first + SIZE - drawn + k); // the last ones
    return { coordinates, gradapprox: Float64Array.from(coordinates, (at) => gradapprox[at]!) };
  };
  return diagnoseSampled(
    { problem, grad },
    { tensors } as unknown as Aggregate,
    { tensors: judged } as unknown as Judgements,
    1e-7,
    [ofTensor(0), ofTensor(SIZE)],
  );
};

describe('what entries that were drawn show', () => {
  it.each<readonly [string, (entry: number, at: number) => number, object]>([
    ['a sign', (entry) => -entry, { kind: 'sign' }],
    ['a factor', (entry) => 3.7 * entry, { kind: 'scale', name: null }],
    ['an L2 term', (entry, at) => entry + 0.3 * theta[SIZE + at]!, { kind: 'regularization' }],
  ])('%s: of the wrong tensor, and that it is known of these entries only', (_what, plant, expected) => {
    const [right, wrong] = sampled(4, plant);
    expect(right).toBeNull();
    expect(wrong).toMatchObject(expected);
    expect(wrong!.message).toMatch(/ \(by the 4 entries that were drawn\)$/);
  });

  it('of a single entry, a factor that is no accident', () => {
    expect(sampled(1, (entry) => 2 * entry)[1]!.message).toMatch(/ \(by the 1 entry that was drawn\)$/);
    expect(sampled(1, (entry) => 3.7 * entry)[1]).toBeNull();
  });

  it('nothing that takes all entries, whose order is unknown', () => {
    const reversed = (_entry: number, at: number) => gradapprox[2 * SIZE - 1 - at]!;
    expect(sampled(SIZE, reversed)).toEqual([null, null]);
    expect(sampled(SIZE, () => 0.77)).toEqual([null, null]);
  });

  it('NaN and zeros by the gradient alone, wherever they are', () => {
    const [, nan] = sampled(2, (entry, at) => (at === 1 ? NaN : entry)); // not one that was drawn
    expect(nan).toMatchObject({ kind: 'non-finite', index: [1], entries: 1 });
    expect(nan!.message).not.toContain('drawn');
    expect(sampled(2, () => 0)[1]).toMatchObject({ kind: 'zero' });
    expect(sampled(2, (_entry, at) => (at === 0 ? 1 : 0))[1]).toBeNull();
  });

  it('what they show to the numerical error', () => {
    const noisy = (entry: number, at: number) => -entry + (at % 2 === 0 ? 1 : -1) * 1e3 * NOISE; // 1e-6 of entries around 0.7
    expect(sampled(4, noisy)[1]).toBeNull();
    expect(sampled(4, noisy, { numericalError: 1e-5 })[1]).toMatchObject({ kind: 'sign' });
  });
});
