import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LayeredProblem } from '../../contract/problem.ts';
import { diagnose } from '../diagnose.ts';
import type { LayerPlace } from '../evidence/layer-place.ts';
import { createNetworkReplay } from '../evidence/network-replay.ts';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { seeds, suspect, withEntries } from '../planted-tensor.fixture.ts';
import { regularization } from './regularization.ts';

describe('regularization', () => {
  it('finds a multiple of the parameter', () => {
    const coefficients = fc.double({ min: 1e-3, max: 10, noNaN: true });
    fc.assert(
      fc.property(withEntries(2), seeds, coefficients, fc.boolean(), (shape, seed, size, isMissing) => {
        const coefficient = isMissing ? -size : size;
        const diagnosis = diagnose(
          suspect(shape, seed, (right, theta) => right.map((g, i) => g + coefficient * theta[i]!)),
        );
        expect(diagnosis.kind).toBe('regularization');
        const fitted = diagnosis.kind === 'regularization' ? diagnosis.coefficient : NaN;
        expect(Math.abs(fitted / coefficient - 1)).toBeLessThan(1e-5); // noise 1e-9 against 1e-3·θ, twice a margin
      }),
    );
  });

  it('does not tell an L2 term from a constant where the parameter is the same everywhere', () => {
    const offset = suspect([6], 3, (right) => right.map((g) => g + 0.05));
    const ones = diagnose(suspectTensor({ ...offset, theta: new Float64Array(6).fill(1) }));
    expect(ones).toMatchObject({ kind: 'regularization' });
    expect(ones.message).toContain('or any constant: W1 is of the same size in every entry');
    const varied = diagnose(suspect([6], 3, (right, theta) => right.map((g, i) => g + 0.05 * theta[i]!)));
    expect(varied.message).not.toContain('constant');
  });

  /** The weights, or biases, of a layer of a network with ten examples and λ = 0.7, off by a multiple of θ; all right otherwise. */
  const ofLayer = (
    role: 'weights' | 'biases',
    coefficient: number,
    shape: readonly number[] = [3, 2],
    l2 = 0.7,
  ) => {
    const planted = suspect(shape, 5, (right) => right);
    const { gradapprox, theta } = planted;
    const grad = gradapprox.map((g, i) => g + coefficient * theta[i]!);
    return suspectTensor({ ...planted, grad, error: 0, place: placeOf(role, l2) });
  };
  const placeOf = (role: 'weights' | 'biases', l2: number): LayerPlace => ({
    layer: 1,
    role,
    units: [2, 3],
    examples: 10,
    l2,
    wrongUpTo: null,
    replay: createNetworkReplay({} as LayeredProblem), // nothing is run
  });

  it.each([
    ['weights', -0.07, 'the L2 term λ/m·W1 is missing (λ = 0.7)'],
    ['weights', 0.07, 'the L2 term λ/m·W1 is added twice (λ = 0.7)'],
    ['weights', 0.63, 'the L2 term is λ·W1 where the cost asks for λ/m·W1: the 1/m is missing'],
    ['weights', -0.035, 'the L2 term is 0.035·W1 where the cost asks for 0.07·W1'],
    ['biases', 0.07, 'it has an L2 term 0.07·W1 (λ = 0.7), but the cost regularizes weights, not biases'],
  ] as const)('says what became of the L2 term of %s: %d', (role, coefficient, meaning) => {
    expect(regularization.explain(ofLayer(role, coefficient))!.message).toContain(meaning);
    expect(regularization.explain(ofLayer(role, coefficient, [1]))!.message).toContain(meaning); // of a single entry, too
  });

  it('takes a coefficient for a known one where they agree to a thousandth', () => {
    const missingBut = (off: number) =>
      regularization.explain(ofLayer('weights', -0.07 * (1 + off)))!.message;
    expect(missingBut(0.6e-3)).toContain('is missing');
    expect(missingBut(2e-3)).not.toContain('is missing');
  });

  it('takes no coefficient from a single entry, unless it is a known one', () => {
    expect(regularization.explain(ofLayer('weights', 0.3, [1]))).toBeNull();
    expect(regularization.explain(ofLayer('weights', 0.3, [2]))).not.toBeNull();
  });

  it('knows other coefficients of biases than of weights', () => {
    expect(regularization.explain(ofLayer('biases', 0.7, [1]))).not.toBeNull(); // λ: the 1/m is missing as well
    for (const coefficient of [-0.07, 0.63, -0.035])
      expect(regularization.explain(ofLayer('biases', coefficient, [1]))).toBeNull();
    expect(regularization.explain(ofLayer('weights', 0.7, [1]))).toBeNull();
  });

  it('tells λ by the number of examples where the cost has no term', () => {
    const messageOf = (role: 'weights' | 'biases', coefficient: number) =>
      regularization.explain(ofLayer(role, coefficient, [3, 2], 0))!.message;
    expect(messageOf('weights', 0.25)).toContain("it has an L2 term 0.25·W1 (λ = 2.5) that the cost hasn't");
    expect(messageOf('biases', 0.25)).toContain("it has an L2 term 0.25·W1 (λ = 2.5) that the cost hasn't");
    expect(messageOf('weights', -0.25)).toContain('the gradient of an L2 term 0.25·W1 (λ = 2.5), which the cost has, is missing'); // prettier-ignore
  });

  it('is a constant, too, where the parameter is of the same size everywhere, of either sign', () => {
    const level = (...theta: number[]) => {
      const planted = suspect([4], 3, (right) => right.map((g, i) => g + 0.05 * theta[i]!));
      return diagnose(suspectTensor({ ...planted, theta: Float64Array.from(theta) })).message;
    };
    expect(level(1, -1, 1, 1)).toContain('or any constant');
    expect(level(-1, 1, 1, -1)).toContain('or any constant');
    expect(level(1, -1, 1, 2)).not.toContain('or any constant');
  });

  it('says which of the two has the term, where neither is known', () => {
    const messageOf = (coefficient: number) =>
      diagnose(suspect([6], 3, (right, theta) => right.map((g, i) => g + coefficient * theta[i]!))).message;
    expect(messageOf(0.25)).toContain("it has an L2 term 0.25·W1 that the cost hasn't");
    expect(messageOf(-0.25)).toContain('the gradient of an L2 term 0.25·W1, which the cost has, is missing');
  });
});

describe('an L2 term but for one entry', () => {
  const found = (size: number, right: readonly number[]) =>
    regularization.explain(suspect([size], 7, (values, theta) => values.map((g, i) => (right.includes(i) ? g : g - 0.2 * theta[i]!)))); // prettier-ignore

  it('names the entry', () => {
    for (let at = 0; at < 6; at++) expect(found(6, [at])).toMatchObject({ except: [at] });
    expect(found(6, [2])!.message).toContain('; but for entry [2], which is right');
    expect(found(6, [2])!.coefficient).toBeCloseTo(-0.2, 6);
  });

  it('rests on three others at least, and leaves out no two', () => {
    expect(found(4, [1])).not.toBeNull();
    expect(found(3, [1])).toBeNull();
    expect(found(9, [1, 5])).toBeNull();
  });
});
