import { type CheckSpec, SCHEMA } from '../schemas/check-spec.ts';

/** A check's specification for tests. */
export const someSpec = (changes: Partial<CheckSpec> = {}): CheckSpec => ({
  schema: SCHEMA,
  problem: 'a'.repeat(64),
  method: 'textbook',
  epsilon: 1e-7,
  threshold: 2e-7,
  seed: 0,
  engine: 'cpu',
  arithmetic: 'float64-test',
  recheck: 0,
  ...changes,
});
