import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { diagnosedKind, numbers, seeds, suspect, withEntries } from '../planted-tensor.fixture.ts';

describe('unexplained', () => {
  it('says so when nothing explains it, and does not mistake chance for evidence', () => {
    fc.assert(
      fc.property(withEntries(2), seeds, (shape, seed) => {
        expect(diagnosedKind(suspect(shape, seed, (right) => numbers(right.length, seed + 9)))).toBe(
          'unexplained',
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('says so when the cost does not depend on the parameter', () => {
    const tensor = suspect([2, 3], 4, (right) => right);
    const diagnosis = diagnose(suspectTensor({ ...tensor, gradapprox: new Float64Array(6), error: 0 }));
    expect(diagnosis).toMatchObject({ kind: 'unexplained', cosine: null });
    expect(diagnosis.message).toContain('does not depend on W1');
  });
});
