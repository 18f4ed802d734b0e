import { describe, expect, it } from 'vitest';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { suspect } from '../planted-tensor.fixture.ts';
import { scale } from './scale.ts';

/** A factor of a tensor's entries, and how far they may be off. */
const ofEntries = (gradapprox: readonly number[], factor: number, accuracy: object) => {
  const given = { gradapprox: Float64Array.from(gradapprox), grad: Float64Array.from(gradapprox, (a) => factor * a) }; // prettier-ignore
  return scale.explain(suspectTensor({ ...suspect([gradapprox.length], 3, (right) => right), ...given, ...accuracy })); // prettier-ignore
};

describe('a factor', () => {
  it.each([
    [Math.SQRT2, '√2'],
    [-1 / Math.sqrt(5), '1/√n'],
    [-5, 'n'],
  ])('that has a name is exactly that number: %d', (factor, name) => {
    const diagnosis = ofEntries([1, -2, 3, 4, 5], factor * (1 + 1e-9), { error: 0, threshold: 1e-7 });
    expect(diagnosis).toMatchObject({ name });
    expect(diagnosis!.factor / factor).toBeCloseTo(1, 15); // a unit of 2⁻⁵³
  });

  it('below 0 enlarges the error of the numerical gradient as much as one above 0', () => {
    const accuracy = { threshold: 2 ** -10, error: 2 ** -9 }; // each allows 2⁻⁷ of a factor of 4
    expect(ofEntries([0.6, 0.8], 4, accuracy)).toMatchObject({ factor: 4 });
    expect(ofEntries([0.6, 0.8], -4, accuracy)).toMatchObject({ factor: -4 });
  });

  it.each([1 / 5, -1 / 5, 3, -3])(
    'is a small integer or the inverse of one, of a single entry: %d',
    (factor) => {
      expect(ofEntries([0.7], factor, { error: 0, threshold: 1e-6 })).toMatchObject({ factor });
    },
  );
});

describe('a factor along directions', () => {
  const unit = (at: number) => Float64Array.of(0, 0, 0).with(at, 1);

  /** Of a tensor whose slopes along its entries have this size; the gradient of the second is off by a part. */
  const along = (factor: number, allowance: number, { size = 1, off = 0 } = {}) => {
    const slopes = [1, 1, -1].map((slope) => slope * size);
    const grad = Float64Array.from(slopes, (slope) => factor * slope);
    grad[1]! *= 1 + off;
    const directions = slopes.map((slope, at) => ({ direction: unit(at), slope, bound: 0 }));
    return scale.explainAlong!({ name: 'W1', shape: [3], theta: grad, grad, place: null, directions, allowance });
  }; // prettier-ignore

  it('makes the gradient’s own error as much smaller as it is', () => {
    const allowance = 1e-3;
    const missed = (part: number) => 1.5 * part; // a fit to three leaves two thirds of what one is off by
    expect(along(5, allowance, { off: missed(0.7 * (allowance / 5)) })).not.toBeNull();
    expect(along(5, allowance, { off: missed(1.5 * (allowance / 5)) })).toBeNull();
    expect(along(-1 / 5, allowance, { off: missed(0.7 * (allowance * 5)) })).not.toBeNull();
    expect(along(-1 / 5, allowance, { off: missed(1.5 * (allowance * 5)) })).toBeNull();
  });

  it('is as uncertain as the slopes are, relatively', () => {
    const [size, allowance] = [1e3, 1e-3];
    const relative = allowance / (size * Math.sqrt(3));
    expect(along(2 * (1 + 0.6 * relative), allowance, { size })!.diagnosis.name).toBe('2');
    expect(along(2 * (1 + 2 * relative), allowance, { size })!.diagnosis.name).toBeNull();
  });
});
