import { expect, it } from 'vitest';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { suspect } from '../planted-tensor.fixture.ts';
import { integers } from './integers.ts';

const found = (gradapprox: readonly number[], grad: readonly number[]) =>
  integers.explain(suspectTensor({ ...suspect([grad.length], 1, (right) => right), gradapprox: Float64Array.from(gradapprox), grad: Float64Array.from(grad), error: 0 })); // prettier-ignore

it.each([
  ['truncation', [2, -1, 0]],
  ['rounding', [3, -2, 0]],
  ['floor', [2, -2, 0]],
  ['ceiling', [3, -1, 1]],
] as const)('names %s', (by, grad) => {
  expect(found([2.6, -1.7, 0.4], grad)).toMatchObject({ kind: 'integers', by });
});

it('needs integers alone, one that is not 0, and two fractions', () => {
  expect(found([2.6, -1.7, 0.4], [2, -1, 0.5])).toBeNull();
  expect(found([0.6, -0.7, 0.4], [0, 0, 0])).toBeNull();
  expect(found([2.6, -1, 3], [2, -1, 3])).toBeNull();
  expect(found([2.6, -1.5, 3], [2, -1, 3])).not.toBeNull();
  expect(found([2.6, -1.7, 0.4], [3, -1, 0])).toBeNull(); // no one way
});
