import { expect, it } from 'vitest';
import { baselineFindingKinds, type FindingKind, findingKinds, remedyOf } from './finding.ts';

const findings = (...kinds: FindingKind[]) => kinds.map((kind) => ({ kind, message: '' }));

it('names every kind of finding once', () => {
  const names = findingKinds.map(({ kind }) => kind);
  expect(new Set(names).size).toBe(names.length);
});

it('advises what makes values reproducible, the first of several', () => {
  expect(remedyOf(findings('kinks', 'keeps-state'))).toEqual({ kind: 'stateless-cost' });
  expect(remedyOf(findings('keeps-state', 'not-deterministic'))).toEqual({ kind: 'deterministic-cost' });
  expect(remedyOf(findings('low-precision', 'changes-argument'))).toBeNull();
});

it('knows what is found before anything is differentiated', () => {
  expect(baselineFindingKinds).toEqual(['not-deterministic', 'keeps-state', 'changes-argument']);
});
