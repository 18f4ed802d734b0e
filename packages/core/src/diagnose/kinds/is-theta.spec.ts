import { expect, it } from 'vitest';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { suspect } from '../planted-tensor.fixture.ts';
import { isTheta } from './is-theta.ts';

it('names a gradient that is the parameter', () => {
  const tensor = suspect([3, 2], 4, (_right, theta) => theta.slice());
  expect(isTheta.explain(tensor)?.message).toBe('dW1 is W1 itself: the parameter is returned in place of its gradient'); // prettier-ignore
});

it('needs two entries that differ: ones may be a constant', () => {
  expect(isTheta.explain(suspect([1], 4, (_right, theta) => theta.slice()))).toBeNull();
  const ones = suspect([4], 4, () => Float64Array.of(1, 1, 1, 1));
  expect(isTheta.explain(suspectTensor({ ...ones, theta: ones.grad }))).toBeNull();
  const other = Float64Array.of(1, 1, 1, 2);
  expect(isTheta.explain(suspectTensor({ ...ones, theta: other, grad: other }))).not.toBeNull();
});
