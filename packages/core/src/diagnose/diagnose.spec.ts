import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normOf } from '../numerics/vectors.ts';
import { diagnose } from './diagnose.ts';
import { suspectTensor } from './evidence/suspect-tensor.ts';
import { diagnosedKind, numbers, seeds, shapes, suspect } from './planted-tensor.fixture.ts';

describe('diagnose', () => {
  it('is not led astray by numbers whose squares overflow or underflow', () => {
    for (const scale of [1e200, 1e-200]) {
      const tensor = suspect([4, 3], 6, (right) => right.map((g) => 3 * g));
      const scaled = suspectTensor({
        ...tensor,
        grad: tensor.grad.map((g) => g * scale),
        gradapprox: tensor.gradapprox.map((g) => g * scale),
        error: tensor.error * scale,
      });
      expect(diagnose(scaled)).toMatchObject({ kind: 'scale', name: 'n' });
    }
  });

  it('explains nothing where the numerical error is as large as the gradient', () => {
    const tensor = suspect([6], 6, (right) => right.map((g) => 40 * g + 3));
    expect(diagnosedKind({ ...tensor, error: normOf(tensor.gradapprox) })).toBe('unexplained');
  });

  it('makes one sentence of each, that names the gradient', () => {
    fc.assert(
      fc.property(shapes, seeds, fc.nat(5), (shape, seed, pick) => {
        const plants = [
          (right: Float64Array) => right.map((g) => -g),
          (right: Float64Array) => right.map(() => 0),
          (right: Float64Array) => right.map((g) => 2 * g),
          (right: Float64Array) => right.toReversed(),
          (right: Float64Array) => numbers(right.length, seed + 9),
          (right: Float64Array) => right.map((g, i) => (i === 0 ? g + 1 : g)),
        ];
        const { message } = diagnose(suspect(shape, seed, plants[pick]!));
        expect(message).toContain('dW1');
        expect(message).not.toMatch(/NaN|undefined|null|\.$|\n/);
      }),
    );
  });
});
