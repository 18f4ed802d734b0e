import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnosedKind, seeds, shapes, suspect } from '../planted-tensor.fixture.ts';

describe('zero', () => {
  it('names a gradient that was never written', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        expect(diagnosedKind(suspect(shape, seed, (right) => right.map(() => 0)))).toBe('zero');
      }),
    );
  });
});
