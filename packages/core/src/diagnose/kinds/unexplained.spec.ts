import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { diagnosedKind, numbers, seeds, suspect, withEntries } from '../planted-tensor.fixture.ts';
import { unexplained } from './unexplained.ts';

describe('unexplained', () => {
  it('says so when nothing explains it, and does not mistake chance for evidence', () => {
    fc.assert(
      fc.property(withEntries(2), seeds, (shape, seed) => {
        expect(diagnosedKind(suspect(shape, seed, (right) => numbers(right.length, seed + 9)))).toBe(
          'unexplained',
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('says so when the cost does not depend on the parameter', () => {
    const tensor = suspect([2, 3], 4, (right) => right);
    const diagnosis = diagnose(suspectTensor({ ...tensor, gradapprox: new Float64Array(6), error: 0 }));
    expect(diagnosis).toMatchObject({ kind: 'unexplained', cosine: null });
    expect(diagnosis.message).toContain('does not depend on W1');
  });

  it.each([
    [0.93, 'it points nearly the same way'],
    [0.85, 'it resembles it only in part'],
    [0.15, 'it resembles it only in part'],
    [0.07, 'it has nothing in common with it'],
    [-0.07, 'it has nothing in common with it'],
    [-0.15, 'it resembles it only in part'],
    [-0.85, 'it resembles it only in part'],
    [-0.93, 'it points nearly the opposite way'],
  ])('says how alike the two are: a cosine of %d', (cosine, words) => {
    const planted = suspect([2], 1, (right) => right);
    const grad = Float64Array.of(3 * cosine, 3 * Math.sqrt(1 - cosine ** 2));
    const diagnosis = unexplained.explain(
      suspectTensor({ ...planted, grad, gradapprox: Float64Array.of(1, 0) }),
    )!;
    expect(diagnosis.cosine).toBeCloseTo(cosine, 14); // a few units of 2⁻⁵³
    expect(diagnosis.ratio).toBeCloseTo(3, 14);
    expect(diagnosis.message).toContain(words);
  });
});

describe('what is said where nothing explains it', () => {
  const messageOf = (grad: readonly number[], gradapprox: readonly number[]) => {
    const planted = suspect([grad.length], 1, (right) => right);
    const given = { grad: Float64Array.from(grad), gradapprox: Float64Array.from(gradapprox) };
    return unexplained.explain(suspectTensor({ ...planted, ...given }))!.message;
  };

  it('tells how much larger it is', () => {
    expect(messageOf([9, 0], [3, 0])).toContain(
      "(cosine 1), with a norm of 3 times the numerical gradient's",
    );
  });

  it('tells what only digits are missing of', () => {
    expect(messageOf([4, 4 + 8e-6], [4, 4])).toMatch(/^dW1 is the numerical gradient but for 1.41e-6 of its size: so is what is computed in float32/); // prettier-ignore
  });

  it('tells both numbers of a single entry', () => {
    expect(messageOf([3.7], [-0.25])).toBe('dW1 is 3.7, the numerical gradient -0.25: no simple mistake explains it'); // prettier-ignore
  });
});
