import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { forEachInSlices, slicesAlong } from '../evidence/slices.ts';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { suspect } from '../planted-tensor.fixture.ts';
import { broadcast } from './broadcast.ts';

describe('broadcast', () => {
  it.each([
    ['sum', 1],
    ['mean', 1 / 4],
    [null, 0.77],
  ])('finds the same value along an axis: %s', (of, factor) => {
    const rows = diagnose(
      suspect([3, 4], 5, (right) => {
        const sum = (i: number) => right.subarray(4 * i, 4 * i + 4).reduce((a, b) => a + b, 0);
        return right.map((_, at) => factor * sum(Math.floor(at / 4)));
      }),
    );
    expect(rows).toMatchObject({ kind: 'broadcast', axes: [1], of });
  });

  it('does not say what was summed where the value is neither the sum nor the mean', () => {
    const clipped = suspect([6], 5, (right) => right.map(() => 0.05));
    expect(diagnose(clipped)).toMatchObject({ kind: 'broadcast', of: null });
    expect(diagnose(clipped).message).toContain('neither the sum nor the mean');
    expect(diagnose(clipped).message).toContain('clipped');
  });

  it('finds the same value everywhere', () => {
    const everywhere = diagnose(
      suspect([3, 4], 5, (right) => right.map(() => right.reduce((a, b) => a + b, 0) / 12)),
    );
    expect(everywhere).toMatchObject({ kind: 'broadcast', axes: [0, 1], of: 'mean' });
  });

  it('does not take a wrong entry among equal ones for a sum or a shift', () => {
    const ones = suspect([5], 1, (right) => right.map(() => 1));
    for (const gradapprox of [Float64Array.of(1, 1, 1, 1, 5), Float64Array.of(5, 1, 1, 1, 1)])
      expect(diagnose(suspectTensor({ ...ones, gradapprox }))).toMatchObject({ kind: 'entries', count: 1 });
    const most = suspectTensor({ ...ones, gradapprox: Float64Array.of(1, 2, 3, 4, 6) });
    expect(diagnose(most)).toMatchObject({ kind: 'broadcast', of: null });
  });
});

describe('what a broadcast is called', () => {
  /** Sums, times a factor, over these axes, spread over them. */
  const spread = (shape: readonly number[], axes: readonly number[], factor = 1) => {
    const overOne = (values: Float64Array, axis: number) => {
      const [slices, sums] = [slicesAlong(shape, axis), new Map<number, number>()];
      forEachInSlices(slices, (at, _slice, within) => sums.set(within, (sums.get(within) ?? 0) + values[at]!)); // prettier-ignore
      const result = new Float64Array(values.length);
      forEachInSlices(slices, (at, _slice, within) => (result[at] = sums.get(within)!));
      return result;
    };
    return broadcast.explain(suspect(shape, 5, (right) => axes.reduce(overOne, right).map((sum) => factor * sum)))!; // prettier-ignore
  };

  it.each<readonly [readonly number[], readonly number[], number, string]>([
    [[3, 4], [0], 1, "has the same values in every row (the sum of the numerical gradient's): it is summed over the wrong axis"],
    [[3, 4], [1], 1, "has the same values in every column (the sum of the numerical gradient's): it is summed over the wrong axis"],
    [[3, 4], [1], 1 / 4, "has the same values in every column (the mean of the numerical gradient's): it is averaged over the wrong axis"],
    [[3, 4], [0, 1], 1, "has the same value in every entry (the sum of the numerical gradient's): it is summed over the wrong axis, or over all"],
    [[3, 4], [0, 1], 0.77, "has the same value in every entry, neither the sum nor the mean of the numerical gradient's: something is summed over the wrong axis, clipped, or filled in"],
    [[2, 3, 4], [1], 1, "has the same values along axis 1 (the sum"],
    [[2, 3, 4], [0, 2], 1, "has the same values along axes 0 and 2 (the sum"],
  ])('of %j over axes %j, times %d', (shape, axes, factor, words) => {
    const { message } = spread(shape, axes, factor);
    expect(message.startsWith(`dW1 ${words}`), message).toBe(true);
    if (!words.endsWith('(the sum')) expect(message).toBe(`dW1 ${words}`);
  }); // prettier-ignore

  it('is an operation on the right gradient where it is its sum or mean', () => {
    const operations = [1, 1 / 4, 0.77].map((factor) => broadcast.operation!(spread([3, 4], [1], factor)));
    expect(operations).toEqual(['broadcast', 'broadcast', null]);
  });

  it('is none of a gradient of zeros', () => {
    expect(broadcast.explain(suspect([3, 4], 5, (right) => right.map(() => 0)))).toBeNull();
  });

  it('is seen where nothing but the same is allowed', () => {
    const tensor = suspect([6], 5, (right) => right.map(() => 0.5));
    expect(broadcast.explain(suspectTensor({ ...tensor, error: 0, threshold: 0 }))).toMatchObject({ axes: [0] }); // prettier-ignore
  });

  it('says nothing where half the entries are right: they may be equal, and the others wrong', () => {
    const ones = suspect([4], 5, (right) => right.map(() => 1));
    const against = (...gradapprox: number[]) =>
      broadcast.explain(suspectTensor({ ...ones, gradapprox: Float64Array.from(gradapprox) }));
    expect(against(1, 1, 3, 7)).toBeNull();
    expect(against(1, 2, 3, 7)).not.toBeNull();
  });
});
