import { expect, it } from 'vitest';
import { meanOverOutputs } from './mean-over-outputs.ts';
import type { ScaleDiagnosis } from './scale.ts';

const scaled = (name: string, factor: number, more = {}) => {
  const diagnosis: ScaleDiagnosis = { kind: 'scale', message: '', factor, name: null, ...more };
  return { name, diagnosis };
};

const together = (tensors: Parameters<NonNullable<typeof meanOverOutputs.explainTogether>>[0], outputs: number | null, examples: number | null = null) =>
  meanOverOutputs.explainTogether!(tensors, { outputs, examples }); // prettier-ignore

it('is said where every tensor has the factor', () => {
  expect(together([scaled('W', 1 / 5), scaled('b', 1 / 5, { withoutL2: true })], 5)).toEqual([
    { kind: 'mean-over-outputs', message: 'dW is 1/5 of the numerical gradient, as all others are: it is of the mean over the 5 outputs, the cost is their sum', outputs: 5, factor: 1 / 5 },
    { kind: 'mean-over-outputs', message: expect.stringContaining('db') as string, outputs: 5, factor: 1 / 5, withoutL2: true },
  ]); // prettier-ignore
  expect(together([scaled('W', 5)], 5)![0]!.message).toContain('of the sum over the 5 outputs');
});

it('is not said where one has another, or none', () => {
  expect(together([scaled('W', 5), scaled('b', 3)], 5)).toBeNull();
  expect(together([scaled('W', 5), { name: 'b', diagnosis: null }], 5)).toBeNull();
  expect(together([scaled('W', 5), scaled('b', 1 / 5)], 5)).toBeNull();
  expect(together([], 5)).toBeNull();
});

it('is not said of what may be another mistake: 2, the number of examples, nothing known', () => {
  expect(together([scaled('W', 2)], 2)).toBeNull();
  expect(together([scaled('W', 5)], 5, 5)).toBeNull();
  expect(together([scaled('W', 5)], null)).toBeNull();
});
