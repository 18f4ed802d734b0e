import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnosedKind, seeds, shapes, suspect } from '../planted-tensor.fixture.ts';

describe('sign', () => {
  it('names a wrong sign', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        expect(diagnosedKind(suspect(shape, seed, (right) => right.map((g) => -g)))).toBe('sign');
      }),
    );
  });
});
