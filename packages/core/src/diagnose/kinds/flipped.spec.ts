import { expect, it } from 'vitest';
import { suspect } from '../planted-tensor.fixture.ts';
import { flipped } from './flipped.ts';

const reversed = (shape: readonly number[]) =>
  flipped.explain(suspect(shape, 6, (right) => right.toReversed()));

it('names the axes, the fewest that explain it', () => {
  expect(reversed([5])).toMatchObject({ axes: [0], message: 'dW1 is the numerical gradient, but its entries are in reverse order: it is flipped along that axis, or a flip is missing' }); // prettier-ignore
  expect(reversed([1, 4, 1])).toMatchObject({ axes: [1] });
  expect(reversed([3, 3])).toMatchObject({ axes: [0, 1], message: 'dW1 is the numerical gradient flipped along axes 0 and 1, as a kernel is between convolution and correlation' }); // prettier-ignore
  expect(reversed([2, 3, 4])).toMatchObject({ axes: [0, 1, 2] });
});

it('leaves two slices that are exchanged to permuted', () => {
  expect(reversed([2])).toBeNull();
  expect(reversed([2, 2])).toMatchObject({ axes: [0, 1] });
});

it('flips some axes of several, without their L2 term too', () => {
  const kernels = suspect([2, 3, 3], 6, (right) => right.map((_, at) => right[9 * Math.floor(at / 9) + 8 - (at % 9)]!));
  expect(flipped.explain(kernels)).toMatchObject({ axes: [1, 2] });
  expect(flipped.explainWithoutL2!(kernels, kernels, kernels.theta)).toMatchObject({ axes: [1, 2] });
  expect(flipped.operation!(flipped.explain(kernels)!)).toBe('flipped');
}); // prettier-ignore

it('tries five axes, not six', () => {
  expect(reversed([2, 2, 2, 2, 2])).not.toBeNull();
  expect(reversed([2, 2, 2, 2, 2, 2])).toBeNull();
});
