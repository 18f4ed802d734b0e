import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { seeds, shapes, suspect } from '../planted-tensor.fixture.ts';
import { nonFinite } from './non-finite.ts';

describe('non-finite', () => {
  it('names NaN and infinities, and where the first is', () => {
    fc.assert(
      fc.property(shapes, seeds, fc.constantFrom(NaN, Infinity, -Infinity), (shape, seed, bad) => {
        const tensor = suspect(shape, seed, (right) =>
          right.map((g, i) => (i === right.length - 1 ? bad : g)),
        );
        const index = shape.map((length) => length - 1);
        expect(diagnose(tensor)).toMatchObject({ kind: 'non-finite', of: 'grad', index, entries: 1 });
      }),
    );
  });

  it('names a cost that is not finite beside θ', () => {
    const tensor = suspect([2, 2], 1, (right) => right);
    const diagnosis = diagnose(suspectTensor({ ...tensor, gradapprox: Float64Array.of(1, NaN, 1, NaN) }));
    expect(diagnosis).toMatchObject({ kind: 'non-finite', of: 'gradapprox', index: [0, 1], entries: 2 });
  });

  it('counts them in words', () => {
    const planted = suspect([4], 1, (right) => right);
    const messageOf = (grad: Float64Array, gradapprox = planted.gradapprox) =>
      diagnose(suspectTensor({ ...planted, grad, gradapprox })).message;
    const { grad } = planted;
    expect(messageOf(grad.with(2, NaN))).toBe('dW1[2] is not a finite number');
    expect(messageOf(grad.with(2, NaN).with(3, Infinity))).toBe(
      '2 entries of dW1 are not finite numbers, the first at dW1[2]',
    );
    expect(messageOf(grad, grad.with(1, NaN))).toBe('the numerical gradient of W1[1] is not a finite number');
  });

  it('is known by the gradient alone, of its own part', () => {
    const slot = { name: 'W1', shape: [4], offset: 9, size: 4 };
    const grad = new Float64Array(20);
    const diagnosis = nonFinite.explainByGradient!(slot, grad, { first: 12, entries: 1 });
    expect(diagnosis).toMatchObject({ of: 'grad', index: [3], entries: 1 });
    expect(nonFinite.explainByGradient!(slot, grad, null)).toBeNull();
  });
});
