import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { seeds, suspect, withEntries } from '../planted-tensor.fixture.ts';

describe('regularization', () => {
  it('finds a multiple of the parameter', () => {
    const coefficients = fc.double({ min: 1e-3, max: 10, noNaN: true });
    fc.assert(
      fc.property(withEntries(2), seeds, coefficients, fc.boolean(), (shape, seed, size, isMissing) => {
        const coefficient = isMissing ? -size : size;
        const diagnosis = diagnose(
          suspect(shape, seed, (right, theta) => right.map((g, i) => g + coefficient * theta[i]!)),
        );
        expect(diagnosis.kind).toBe('regularization');
        const found = diagnosis.kind === 'regularization' ? diagnosis.coefficient : NaN;
        expect(Math.abs(found / coefficient - 1)).toBeLessThan(1e-5); // noise 1e-9 against 1e-3·θ, twice a margin
      }),
    );
  });

  it('does not tell an L2 term from a constant where the parameter is the same everywhere', () => {
    const offset = suspect([6], 3, (right) => right.map((g) => g + 0.05));
    const ones = diagnose(suspectTensor({ ...offset, theta: new Float64Array(6).fill(1) }));
    expect(ones).toMatchObject({ kind: 'regularization' });
    expect(ones.message).toContain('or any constant: W1 is of the same size in every entry');
    const varied = diagnose(suspect([6], 3, (right, theta) => right.map((g, i) => g + 0.05 * theta[i]!)));
    expect(varied.message).not.toContain('constant');
  });
});
