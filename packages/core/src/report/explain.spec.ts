import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { checkProblem } from '../check/check-problem.ts';
import type { Engine, Kinks } from '../contract/engine.ts';
import type { Remedy } from '../contract/remedy.ts';
import { createFunctionEngine } from '../differentiate/textbook/function-engine.ts';

const layout = layoutOf([
  { name: 'W1', shape: [1, 2] },
  { name: 'b1', shape: [1] },
  { name: 'W2', shape: [2, 1] },
]);
const theta = Float64Array.of(1, 2, 3, 4, 5);
const squares = (at: Float64Array): number => at.reduce((sum, t) => sum + t * t, 0);
const right = theta.map((t) => 2 * t);

interface Given {
  readonly cost?: (theta: Float64Array) => number;
  /** The gradient's entries that aren't 2θ. */
  readonly grad?: Readonly<Record<number, number>>;
  readonly epsilon?: number;
  readonly engine?: Engine;
}

const check = ({ cost = squares, grad = {}, epsilon, engine }: Given) => {
  const problem = { kind: 'function' as const, layout, theta, cost };
  const changed = right.map((entry, i) => grad[i] ?? entry);
  return checkProblem(
    { problem, grad: changed },
    { ...(epsilon !== undefined && { epsilon }), ...(engine && { engine }) },
  );
};

/** The engine of functions, as if it had seen these kinks crossed. */
const seeing = (coordinates: readonly number[]): Engine => {
  const engine = createFunctionEngine();
  const kinks: Kinks = { at: 0, coordinates, resolved: false, oneSided: [] };
  return {
    ...engine,
    prepare: async (problem, method) => {
      const evaluator = await engine.prepare(problem, method);
      return {
        ...evaluator,
        derivatives: async (shard, epsilon, signal) => ({
          ...(await evaluator.derivatives(shard, epsilon, signal)),
          kinks,
        }),
      };
    },
  };
};

describe('the reason of a report', () => {
  it.each<[string, Given, string, string[], Remedy[]?]>([
    ['one wrong tensor', { grad: { 2: -6 } }, 'incorrect', ['The gradient of b1 is wrong', 'The other 2 tensors show no mistake']],
    ['two wrong ones', { grad: { 0: 4, 3: 4 } }, 'incorrect', ['The gradient of W1 and W2 is wrong', 'The other tensor shows no mistake']],
    ['only wrong ones', { grad: { 0: 4, 2: 4, 3: 4 } }, 'incorrect', ['The gradient of W1, b1 and W2 is wrong']],
    ['a gradient of NaN', { grad: { 2: NaN } }, 'incorrect', ['The gradient of b1 holds NaN or infinite entries']],
    ['a cost of NaN', { cost: () => NaN }, 'incorrect', ['J(θ) is NaN']],
    ['a cost that breaks off', { cost: (at) => (at[3]! > 4.005 ? Infinity : squares(at)), epsilon: 0.01 }, 'inconclusive', ['The cost is Infinity with ε added to W2[0,0]'], [{ kind: 'smaller-step', below: 0.01 }, { kind: 'another-point' }]],
    ['kinks', { epsilon: 1e-7, engine: seeing([0, 2]), grad: { 0: 1, 2: 1 } }, 'inconclusive', ['Of W1 and b1 neither right nor wrong can be claimed: kinks of J', 'crosses its kink for W1[0,0] and b1[0]'], [{ kind: 'smaller-step', below: 1e-7 }]],
    ['many kinks', { epsilon: 1e-7, engine: seeing([0, 1, 2, 3, 4]), grad: { 0: 1 } }, 'inconclusive', ['W1[0,0], W1[0,1], b1[0] and 2 more'], [{ kind: 'smaller-step', below: 1e-7 }]],
    ['truncation', { cost: (at) => squares(at) + (at[0]! - 1) ** 3, epsilon: 0.1 }, 'inconclusive', ['changes with the step'], [{ kind: 'smaller-step', below: 0.1 }, { kind: 'larger-threshold', above: 0.018 }]],
    ['round-off', { epsilon: 1e-12 }, 'inconclusive', ['neither right nor wrong can be claimed: the round-off of J', 'so that an error of'], [{ kind: 'larger-step', above: 1e-12 }, { kind: 'precise-cost' }, { kind: 'larger-threshold', above: 0.02 }]],
    ['agreement', {}, 'correct', ['agrees with the numerical gradient at all 5 coordinates.']],
    ['two zeros', { cost: () => 7, grad: { 0: 0, 1: 0, 2: 0, 3: 0, 4: 0 } }, 'correct', ['Both gradients are exactly zero'], [{ kind: 'another-point' }]],
  ])('explains %s', async (_what, given, verdict, sentences, remedies = []) => {
    const report = await check(given);
    expect(report.verdict).toBe(verdict);
    for (const sentence of sentences) expect(report.reason).toContain(sentence);
    expect(report.remedies).toEqual(remedies);
  }); // prettier-ignore

  it('names no other tensor when nothing else is there to name', async () => {
    const report = await check({ grad: { 0: 4, 2: 4, 3: 4 } });
    expect(report.reason).not.toContain('The other');
  });
});
