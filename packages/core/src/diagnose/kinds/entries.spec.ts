import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normOf } from '../../numerics/vectors.ts';
import { diagnose } from '../diagnose.ts';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { diagnosedKind, numbers, seeds, suspect, withEntries } from '../planted-tensor.fixture.ts';
import { entries } from './entries.ts';

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

  it('lists sixteen, however many they are', () => {
    const wrongAt = (wrong: (at: number) => boolean) =>
      diagnose(suspect([30, 30], 2, (right) => right.map((g, at) => (wrong(at) ? 2 + at / 900 : g))));
    const scattered = (count: number) => wrongAt((at) => at % 31 === 0 && at < 31 * count); // on the diagonal
    expect(scattered(16)).toMatchObject({ kind: 'entries', count: 16, slice: null });
    expect(scattered(17)).toMatchObject({ kind: 'entries', count: 17, slice: null });
    const row = wrongAt((at) => at < 17);
    expect(row).toMatchObject({ kind: 'entries', count: 17, slice: { axis: 0, index: 0 } });
    expect(row.kind === 'entries' && row.entries).toHaveLength(16);
  });

  it('says so of more than half, too, where two others are right', () => {
    const first = (count: number) =>
      diagnosedKind(suspect([6], 2, (right) => right.map((g, at) => (at < count ? g * (2 + at) + 1 : g))));
    expect(first(4)).toBe('entries');
    expect(first(5)).toBe('unexplained');
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

describe('what is said of entries', () => {
  /** Entries that are wrong by so much each, of a tensor that is right. */
  const off = (shape: readonly number[], residuals: Readonly<Record<number, number>>, { error = 0, threshold = 0, others = 0 } = {}) => {
    const planted = suspect(shape, 4, (right) => right);
    const grad = planted.gradapprox.map((a, at) => a + (residuals[at] ?? others));
    return entries.explain(suspectTensor({ ...planted, grad, error, threshold }));
  }; // prettier-ignore

  it('names one, or several and the row that holds them', () => {
    const one = off([3, 4], { 5: 1 }, { threshold: 1e-7 })!;
    expect(one.message).toBe('1 of 12 entries of dW1 is wrong ([1,1]), the other 11 right: look at what is special there'); // prettier-ignore
    expect(one.slice).toBeNull();
    const several = off([3, 4], { 5: 1, 6: 2, 4: 3 }, { threshold: 1e-7 })!;
    expect(several.message).toBe('3 of 12 entries of dW1 are wrong, all in row 1 ([1,0], [1,2] and [1,1]), the other 9 right: look at what is special there'); // prettier-ignore
  });

  it('lists the worst first, and those that are as bad in their order', () => {
    const { entries: listed } = off([8], { 1: 1, 2: -4, 5: 2, 6: -2 }, { threshold: 1e-7 })!;
    expect(listed[0]!.index).toEqual([2]);
    expect(listed.at(-1)!.index).toEqual([1]);
    const { entries: alike } = suspectWith(Float64Array.of(1, 0, 1, 0, 0, 0));
    expect(alike.map(({ index }) => index[0])).toEqual([0, 2]);
  });

  /** Of a numerical gradient of halves: sums of it are exact. */
  const suspectWith = (residual: Float64Array, error = 2 ** -20) => {
    const gradapprox = residual.map(() => 0.5);
    const grad = residual.map((r) => 0.5 + r);
    const planted = suspect([residual.length], 4, (right) => right);
    return entries.explain(suspectTensor({ ...planted, grad, gradapprox, error, threshold: 0 }))!;
  };

  it('takes an entry that is off by just what is allowed for right', () => {
    expect(suspectWith(Float64Array.of(4, 2 ** -20, 0, 0)).count).toBe(1);
    expect(suspectWith(Float64Array.of(4, 2 ** -19, 0, 0)).count).toBe(2);
  });

  it('takes a wrong entry for one however few digits the others have', () => {
    const others = 1e-8; // beyond float64's part of gradapprox
    expect(off([8], { 5: 0.1 }, { error: 1e-7, others })).toMatchObject({ count: 1 });
    expect(off([8], { 5: 0.1, 6: 1e-6 }, { error: 1e-7, others })).toMatchObject({ count: 2 }); // one of them by no more than float32
  });
});
