import { describe, expect, it } from 'vitest';
import { diagnosisLabel } from './diagnosis.ts';

describe('diagnosisLabel', () => {
  it.each([
    [{ kind: 'scale', message: '', factor: 2, name: '2' } as const, 'scale 2'],
    [{ kind: 'scale', message: '', factor: 1 / 3, name: null } as const, 'scale 0.3333'],
    [{ kind: 'entries', message: '', count: 1, entries: [], slice: null } as const, '1 entry'],
    [{ kind: 'entries', message: '', count: 3, entries: [], slice: null } as const, '3 entries'],
    [{ kind: 'upstream', message: '', layer: 2, derivativeMissing: false } as const, 'upstream, layer 2'],
    [{ kind: 'transposed', message: '', axes: [1, 0] } as const, 'transposed'],
  ])('of %o', (diagnosis, label) => {
    expect(diagnosisLabel(diagnosis)).toBe(label);
  });
});
