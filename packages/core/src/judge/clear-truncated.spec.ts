import { describe, expect, it } from 'vitest';
import type { Evaluator } from '../contract/engine.ts';
import type { Aggregate } from '../contract/sums.ts';
import { createTruncationAt, measureTruncations } from '../differentiate/control/truncation.ts';
import { countWithFirst } from '../numerics/counted.ts';
import { sumOfSquares, ZERO } from '../numerics/sum-of-squares.ts';
import { clearTruncated, entriesToRecheck } from './clear-truncated.ts';
import { judge } from './judge.ts';

const EPSILON = 1e-2;

/** An evaluator of Σ fᵢ(θᵢ), one function a coordinate, and how often it was asked. */
const evaluatorOf = (functions: readonly ((t: number) => number)[]) => {
  const asked: number[] = [];
  const evaluator: Evaluator = {
    derivatives: ({ start, end }, epsilon) => {
      asked.push(start);
      const values = Float64Array.from(
        functions.slice(start, end),
        (f) => (f(epsilon) - f(-epsilon)) / (2 * epsilon),
      );
      const kinks = { at: 0, coordinates: [], resolved: false, oneSided: [] };
      return Promise.resolve({ values, errorBound: null, evaluations: 2, kinks, nonFinite: null });
    },
    directionalDerivatives: () => Promise.reject(new Error('not asked for here')),
    parallel: 1,
    dispose: () => Promise.resolve(),
  };
  return { evaluator, asked };
};

/** gradapprox by formula (1) at ε, the gradient as given; one tensor a coordinate, or all in one. */
const look = async (
  functions: readonly ((t: number) => number)[],
  grad: readonly number[],
  { together = false, sigma = 0 } = {},
) => {
  const indices = [...functions.keys()];
  const gradapprox = functions.map((f) => (f(EPSILON) - f(-EPSILON)) / (2 * EPSILON));
  const totals = (of: readonly number[]) => {
    const sum = (value: (i: number) => number) => sumOfSquares(Float64Array.from(of, value));
    const residual = sum((i) => grad[i]! - gradapprox[i]!);
    return {
      grad: sum((i) => grad[i]!),
      gradapprox: sum((i) => gradapprox[i]!),
      residual,
      kinkFree: residual,
      knownError: ZERO,
      residualBeyondBound: ZERO,
      coordinates: of.length,
    };
  };
  const aggregate: Aggregate = {
    overall: totals(indices),
    tensors: (together ? [indices] : indices.map((i) => [i])).map((coordinates) => ({
      ...totals(coordinates),
      worst: coordinates.map((i) => ({ coordinate: i, grad: grad[i]!, gradapprox: gradapprox[i]! })),
      nonFinite: null,
      unmoved: null,
    })),
    kinks: { at: 0, crossed: countWithFirst([]), oneSided: countWithFirst([]) },
    sample: [],
    suspects: [],
    search: null,
    nonFiniteCost: null,
    evaluations: 0,
  };
  const { evaluator, asked } = evaluatorOf(functions);
  const judged = judge(aggregate, { threshold: 2e-7, epsilon: EPSILON, sigma });
  const truncationAt = createTruncationAt(evaluator, { method: 'textbook', epsilon: EPSILON }, undefined);
  const truncations = await measureTruncations(entriesToRecheck(aggregate, judged), truncationAt);
  return { judged, again: clearTruncated(aggregate, judged, truncations, 2e-7), asked };
};

const line = (t: number): number => 2 * t; // slope 2, no truncation
const cubic = (t: number): number => 2 * t + 10 * t ** 3; // slope 2; truncation 10ε² = 1e-3
const sine = (t: number): number => Math.sin(t); // slope 1; truncation ε²/6
const hiddenRelu = (t: number): number => Math.max(t + EPSILON / 2, 0); // slope 1; the step crosses its kink

describe('a shorter step', () => {
  it.each([
    ['a cubic', cubic, 2],
    ['a sine', sine, 1],
    ['a hidden kink within the step', hiddenRelu, 1],
  ])('does not call the right gradient of %s wrong because the step is large', async (_what, f, slope) => {
    const { judged, again } = await look([f], [slope]);
    expect(judged.verdict).toBe('incorrect');
    expect(again).toMatchObject({ verdict: 'inconclusive', hindrance: 'truncation' });
    expect(again.tensors[0]).toMatchObject({ verdict: 'inconclusive', hindrance: 'truncation' });
  });

  it.each([
    ['of a line, doubled', line, 4],
    ['of a cubic, doubled', cubic, 4],
    ['of a cubic, its sign flipped', cubic, -2],
    ['of a sine, off by a hundred times the truncation', sine, 1 + EPSILON ** 2 * 17],
  ])('leaves a wrong gradient wrong: %s', async (_what, f, grad) => {
    const { again } = await look([f], [grad]);
    expect(again).toMatchObject({ verdict: 'incorrect', hindrance: null });
  });

  it('leaves the check incorrect when one tensor is wrong, and clears the other', async () => {
    const { again } = await look([cubic, line], [2, 4]);
    expect(again.verdict).toBe('incorrect');
    expect(again.tensors.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'incorrect']);
  });

  it('is not misled by an entry of the same tensor that is off by mere rounding', async () => {
    const { again } = await look([cubic, line], [2, 2 + 2 ** -50], { together: true, sigma: 1e-17 });
    expect(again).toMatchObject({ verdict: 'inconclusive', hindrance: 'truncation' });
  });

  it('is not misled by an entry that the threshold allows, but by no larger one', async () => {
    const beside = (off: number) => look([cubic, line], [2, 2 + off], { together: true });
    expect((await beside(1e-8)).again).toMatchObject({ verdict: 'inconclusive', hindrance: 'truncation' });
    expect((await beside(1e-5)).again.verdict).toBe('incorrect');
  });

  it('clears nothing when each entry alone lies within the noise', async () => {
    const lines = Array<typeof line>(100).fill(line);
    const off = lines.map(() => 2 + 1.5e-6); // together 1.5e-5; the threshold allows 8e-6 and noise explains 2e-6
    const { again } = await look(lines, off, { together: true, sigma: (2e-7 * EPSILON * Math.SQRT2) / 10 });
    expect(again.verdict).toBe('incorrect');
  });

  it('clears truncation whose entries each lie within the noise', async () => {
    const bent = (t: number): number => 2 * t + 1.5e-2 * t ** 3; // off by 1.5e-6 each
    const all = Array<typeof bent>(100).fill(bent);
    const sigma = (2e-7 * EPSILON * Math.SQRT2) / 10;
    const right = all.map(() => 2);
    const { judged, again } = await look(all, right, { together: true, sigma });
    expect(judged.verdict).toBe('incorrect');
    expect(again).toMatchObject({ verdict: 'inconclusive', hindrance: 'truncation' });
  });

  it('asks nothing more of a gradient that is right, nor of one that is not finite', async () => {
    const right = await look([line], [2]);
    expect([right.again, right.asked]).toEqual([right.judged, []]);
    const broken = await look([line], [NaN]);
    expect([broken.again, broken.asked]).toEqual([broken.judged, []]);
  });

  it('asks only for tensors found wrong', async () => {
    expect((await look([line, cubic], [2, 2])).asked).toEqual([1]);
  });
});
