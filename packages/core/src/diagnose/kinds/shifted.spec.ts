import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { wideAxes } from '../evidence/slices.ts';
import { seeds, sizeOf, suspect, withEntries } from '../planted-tensor.fixture.ts';

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
});
