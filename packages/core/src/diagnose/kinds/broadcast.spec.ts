import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { suspect } from '../planted-tensor.fixture.ts';

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
