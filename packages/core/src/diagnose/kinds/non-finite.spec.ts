import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { seeds, shapes, suspect } from '../planted-tensor.fixture.ts';

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
});
