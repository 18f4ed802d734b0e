import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnosedKind, seeds, shapes, suspect } from '../planted-tensor.fixture.ts';
import { zero } from './zero.ts';

describe('zero', () => {
  it('names a gradient that was never written', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        expect(diagnosedKind(suspect(shape, seed, (right) => right.map(() => 0)))).toBe('zero');
      }),
    );
  });

  it('is known by the gradient alone, of its own part', () => {
    const slot = { name: 'W1', shape: [4], offset: 3, size: 4 };
    const filled = (...at: number[]) => new Float64Array(10).map((_, i) => (at.includes(i) ? 1 : 0));
    expect(zero.explainByGradient!(slot, filled(2, 7), null)).toMatchObject({ kind: 'zero' });
    for (const at of [3, 6]) expect(zero.explainByGradient!(slot, filled(at), null)).toBeNull();
  });
});
