import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { normOf } from '../../numerics/vectors.ts';
import { diagnosedKind, numbers, seeds, suspect, withEntries } from '../planted-tensor.fixture.ts';

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

  it('lists sixteen; more are none of a few, unless one slice holds them', () => {
    const wrongAt = (wrong: (at: number) => boolean) =>
      diagnose(suspect([30, 30], 2, (right) => right.map((g, at) => (wrong(at) ? 2 + at / 900 : g))));
    const scattered = (count: number) => wrongAt((at) => at % 31 === 0 && at < 31 * count); // on the diagonal
    expect(scattered(16)).toMatchObject({ kind: 'entries', count: 16, slice: null });
    expect(scattered(17).kind).toBe('unexplained');
    const row = wrongAt((at) => at < 17);
    expect(row).toMatchObject({ kind: 'entries', count: 17, slice: { axis: 0, index: 0 } });
    expect(row.kind === 'entries' && row.entries).toHaveLength(16);
  });

  it('counts at most half as a few', () => {
    const first = (count: number) =>
      diagnosedKind(suspect([6], 2, (right) => right.map((g, at) => (at < count ? g * (2 + at) + 1 : g))));
    expect(first(3)).toBe('entries');
    expect(first(4)).toBe('unexplained');
  });

  /** An entry that is off by 3e-6, the others together by this part of gradapprox. */
  const rounded = (others: number) => {
    const planted = suspect([8], 4, (right) => right);
    const { gradapprox } = planted;
    const off = (others * normOf(gradapprox)) / Math.sqrt(7);
    const grad = gradapprox.map((g, at) => (at === 5 ? g * (1 + 3e-6) : g + off));
    return suspectTensor({ ...planted, grad, error: 0 });
  };

  it('takes an entry that is off by float32 for a wrong one only where the others are right to float64: 1e-9', () => {
    expect(diagnose(rounded(0.6e-9))).toMatchObject({ kind: 'entries', count: 1, entries: [{ index: [5] }] });
    expect(diagnosedKind(rounded(2e-9))).toBe('unexplained');
  });
});
