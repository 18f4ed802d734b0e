import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { diagnosedKind, seeds, suspect, withEntries } from '../planted-tensor.fixture.ts';

describe('scale', () => {
  it('finds any factor, of either sign', () => {
    const factors = fc.double({ min: 0.01, max: 100, noNaN: true }).filter((k) => Math.abs(k - 1) > 1e-3);
    fc.assert(
      fc.property(withEntries(2), seeds, factors, fc.boolean(), (shape, seed, size, isNegative) => {
        const factor = isNegative ? -size : size;
        const diagnosis = diagnose(suspect(shape, seed, (right) => right.map((g) => factor * g)));
        expect(diagnosis.kind).toBe('scale');
        const fitted = diagnosis.kind === 'scale' ? diagnosis.factor : NaN;
        // the fit averages the noise; a name may replace it by a number within the threshold and the noise
        expect(Math.abs(fitted / factor - 1)).toBeLessThan(1e-6);
      }),
    );
  });

  it.each([
    [2, '2'],
    [0.5, '1/2'],
    [-2, '2'],
    [Math.SQRT2, '√2'],
    [7, 'n'],
    [1 / 7, '1/n'],
    [1 / Math.sqrt(7), '1/√n'],
    [3.7, null],
  ])('names the factor %d of a vector of seven: %s', (factor, name) => {
    const diagnosis = diagnose(suspect([7], 3, (right) => right.map((g) => factor * g)));
    expect(diagnosis).toMatchObject({ kind: 'scale', name });
  });

  it.each([
    [[9, 3], 3, 'n', '3 is the length of axis 1; it is multiplied by n, or a 1/n is missing'],
    [[16], 4, '√n', 'a factor 4 is missing or one too many (it is also √n: 16 is the number of entries)'],
    [[5], Math.sqrt(5), '√n', '5 is the number of entries; it is multiplied by √n, or a 1/√n is missing'],
    [[2, 3], 1 / 2, '1/2', 'or a ½ is one too many (2 is also the length of axis 0)'],
  ])('takes a factor for a count before the root of one: shape %j, %d', (shape, factor, name, origin) => {
    const diagnosis = diagnose(suspect(shape, 3, (right) => right.map((g) => factor * g)));
    expect(diagnosis).toMatchObject({ kind: 'scale', name });
    expect(diagnosis.message).toContain(origin);
  });

  it.each([
    [1.00003, 'dW1 is (1 + 0.00003) times'],
    [0.9995, 'dW1 is (1 − 0.0005) times'],
    [-1.001, 'dW1 is −(1 + 0.001) times'],
    [0.3334, 'dW1 is 0.3334 times'],
    [1 / 3, 'dW1 is 1/3 of'],
    [-1 / 3, 'dW1 is −1/3 of'],
  ])('writes the factor as it is: %d', (factor, words) => {
    expect(diagnose(suspect([7], 3, (right) => right.map((g) => factor * g))).message).toContain(words);
  });

  it('takes a factor of a single entry for evidence where another tensor has it', () => {
    const tensor = suspect([1, 1], 1, (right) => right.map((g) => 3.7 * g));
    expect(diagnosedKind(suspectTensor({ ...tensor, factors: [0.5, 3.7] }))).toBe('scale');
    expect(diagnosedKind(suspectTensor({ ...tensor, factors: [3.6] }))).toBe('unexplained');
  });

  it('takes a factor of a single entry for no evidence, unless it has a name', () => {
    expect(diagnosedKind(suspect([1, 1], 1, (right) => right.map((g) => 3.7 * g)))).toBe('unexplained');
    expect(diagnosedKind(suspect([1, 1], 1, (right) => right.map((g) => 2 * g)))).toBe('scale');
  });

  it.each([3, -3, 1 / 5])(
    'takes a small whole number, or its inverse, for evidence in a scalar: %d',
    (factor) => {
      const diagnosis = diagnose(suspect([], 1, (right) => right.map((g) => factor * g)));
      expect(diagnosis).toMatchObject({ kind: 'scale', factor, name: null });
    },
  );

  it.each([
    ['near 1, by what it exceeds 1 by: up to 0.01', 1.005, '(1 + 0.005) times'],
    ['else by itself', 1.02, 'is 1.02 times'],
    ['below 1, too', 0.995, '(1 − 0.005) times'],
    ['as a part where it is the inverse of an integer', 1 / 13, '1/13 of'],
  ])('writes a factor %s', (_how, factor, words) => {
    expect(diagnose(suspect([4], 3, (right) => right.map((g) => factor * g))).message).toContain(words);
  });

  /** A tensor that may be off by more: a coarse threshold, no numerical error. */
  const coarse = (shape: readonly number[], factor: number, threshold: number) => {
    const planted = suspect(shape, 3, (right) => right);
    const grad = planted.gradapprox.map((g) => factor * g);
    return suspectTensor({ ...planted, grad, error: 0, threshold });
  };

  it('takes a factor for a count to a thousandth at best, however coarse the threshold is', () => {
    expect(diagnose(coarse([7], 7 * (1 + 0.6e-3), 0.01))).toMatchObject({
      kind: 'scale',
      factor: 7,
      name: 'n',
    });
    expect(diagnose(coarse([7], 7 * (1 + 2e-3), 0.01))).toMatchObject({ kind: 'scale', name: null });
  });

  it('takes integers up to 12 for evidence in a scalar', () => {
    expect(diagnosedKind(coarse([], 11, 1e-6))).toBe('scale');
    expect(diagnosedKind(coarse([], 1 / 12, 1e-6))).toBe('scale');
    expect(diagnosedKind(coarse([], 13, 1e-6))).toBe('unexplained');
    expect(diagnosedKind(coarse([], 1 / 13, 1e-6))).toBe('unexplained');
  });

  it('takes an integer for evidence in a scalar where it is met to 1e-5', () => {
    expect(diagnosedKind(coarse([], 3 * (1 + 0.6e-5), 1e-3))).toBe('scale');
    expect(diagnosedKind(coarse([], 3 * (1 + 2e-5), 1e-3))).toBe('unexplained');
  });

  it('takes the factor of another tensor for the same where the uncertainties of both allow it', () => {
    const threshold = 1e-6;
    const uncertainty = 2 * threshold; // threshold·(‖grad‖ + ‖explained‖) of ‖explained‖
    const meeting = (off: number) =>
      diagnosedKind(suspectTensor({ ...coarse([1], 3.7, threshold), factors: [3.7 * (1 + off)] }));
    expect(meeting(1.5 * uncertainty)).toBe('scale');
    expect(meeting(-1.5 * uncertainty)).toBe('scale');
    expect(meeting(3 * uncertainty)).toBe('unexplained');
  });

  it('says so where the sign is wrong, too', () => {
    const messageOf = (factor: number) =>
      diagnose(suspect([7], 3, (right) => right.map((g) => factor * g))).message;
    expect(messageOf(-3.7)).toMatch(/a factor is missing or one too many, also with the wrong sign$/);
    expect(messageOf(3.7)).toMatch(/a factor is missing or one too many$/);
  });
});
