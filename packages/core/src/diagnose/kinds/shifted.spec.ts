import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { wideAxes } from '../evidence/slices.ts';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { seeds, sizeOf, suspect, withEntries } from '../planted-tensor.fixture.ts';
import { shifted } from './shifted.ts';

describe('shifted', () => {
  it('finds an index that is off by one, whatever stands at the edge', () => {
    const long = withEntries(3);
    fc.assert(
      fc.property(long, seeds, fc.constantFrom(1, -1), (shape, seed, by) => {
        const size = sizeOf(shape);
        const diagnosis = diagnose(
          suspect(shape, seed, (right) => right.map((_, at) => right[at - by] ?? 0.1234)),
        );
        const isVector = wideAxes(shape).length === 1;
        expect(diagnosis).toMatchObject({ kind: 'shifted', by });
        expect(diagnosis).toMatchObject({ axis: isVector ? shape.indexOf(size) : null });
      }),
    );
  });

  it('finds rows that are off by one', () => {
    const tensor = suspect([4, 3], 8, (right) => right.map((_, at) => (at < 3 ? 0 : right[at - 3]!)));
    expect(diagnose(tensor)).toMatchObject({ kind: 'shifted', axis: 0, by: 1 });
  });

  /** gradapprox and what the gradient is instead, of a vector. */
  const vector = (gradapprox: number[], grad: number[]) => {
    const planted = suspect([gradapprox.length], 1, (right) => right);
    const given = { grad: Float64Array.from(grad), gradapprox: Float64Array.from(gradapprox), error: 0 };
    return shifted.explain(suspectTensor({ ...planted, ...given }));
  };

  it('needs two entries that it makes right', () => {
    expect(vector([1, 1, 5, 5, 9], [1, 1, 1, 5, 5])).toMatchObject({ kind: 'shifted', by: 1 });
    expect(vector([1, 1, 1, 5, 5], [1, 1, 1, 1, 5])).toBeNull();
  });

  it('needs two entries that are not zero', () => {
    expect(vector([0, 0, 5, 6, 0], [0, 0, 0, 5, 6])).toMatchObject({ kind: 'shifted', by: 1 });
    expect(vector([0, 0, 5, 0, 0], [0, 0, 0, 5, 0])).toBeNull();
  });
});
