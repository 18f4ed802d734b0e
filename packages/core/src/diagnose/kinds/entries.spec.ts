import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { numbers, seeds, suspect, withEntries } from '../planted-tensor.fixture.ts';

describe('entries', () => {
  it('lists a few wrong entries, the worst first', () => {
    fc.assert(
      fc.property(withEntries(6), seeds, fc.integer({ min: 1, max: 3 }), (shape, seed, count) => {
        const diagnosis = diagnose(
          suspect(shape, seed, (right) => right.map((g, i) => (i < count ? g + (5 - i) : g))),
        );
        expect(diagnosis).toMatchObject({ kind: 'entries', count });
        const first = diagnosis.kind === 'entries' ? diagnosis.entries[0]! : null;
        expect(first!.index).toEqual(shape.map(() => 0));
        expect(first!.grad - first!.gradapprox).toBeCloseTo(5, 6); // noise 1e-9
      }),
    );
  });

  it('sees that all wrong entries lie in one row, also when they are many', () => {
    const tensor = suspect([30, 30], 2, (right) => {
      const wrong = numbers(30, 77);
      return right.map((g, at) => (at >= 60 && at < 90 ? wrong[at - 60]! : g));
    });
    expect(diagnose(tensor)).toMatchObject({ kind: 'entries', count: 30, slice: { axis: 0, index: 2 } });
  });
});
