import { expect, it } from 'vitest';
import type { LayerPlace } from '../evidence/layer-place.ts';
import { suspectsOf } from '../planted-gradient.fixture.ts';
import { stale } from './stale.ts';

const STEP = 0.125;
const SHAPES = [[3, 2], [4]] as const;

/** ∇J(θ) = sinh θ, and the tensors where the gradient is that of before a step, or has a tensor that is right. */
const found = (right: readonly boolean[] = [false, false]) => {
  const before = suspectsOf({ shapes: SHAPES, seed: 2, plant: (values) => values }).flatMap(({ theta }) => [
    ...theta,
  ]);
  const grad = before.map(Math.sinh);
  const theta = before.map((x, i) => x - STEP * grad[i]!);
  const parts = (all: readonly number[]) => [
    Float64Array.from(all.slice(0, 6)),
    Float64Array.from(all.slice(6)),
  ];
  const set = (to: Float64Array[], from: readonly Float64Array[]) =>
    from.forEach((values, k) => to[k]!.set(values));
  const tensors = suspectsOf({
    shapes: SHAPES,
    seed: 2,
    prepare: (values, at) => {
      set(values, parts(theta.map(Math.sinh)));
      set(at, parts(theta));
    },
    plant: (values) => parts(grad).map((part, k) => (right[k] ? values[k]! : part)),
  });
  let asked = 0;
  const gradientAt = (at: Float64Array) => (asked++, at.map(Math.sinh));
  const place = { replay: { gradientAt } } as unknown as LayerPlace;
  const [first, second] = tensors.map((tensor, k) => {
    const partOf = (vector: Float64Array) => (k === 0 ? vector.subarray(0, 6) : vector.subarray(6));
    return stale.explain({ ...tensor, place, partOf });
  });
  return { first, second, asked, ofFunction: stale.explain(tensors[0]!) };
};

it('is told with the length of the step, which is looked for once', () => {
  const { first, second, asked, ofFunction } = found();
  expect(first!.step).toBeCloseTo(STEP, 8);
  expect(first!.message).toMatch(
    /^dw0 is the gradient of before a step of gradient descent, at θ \+ 0\.125·grad: /,
  );
  expect(second).toMatchObject({ kind: 'stale', step: first!.step });
  expect(asked).toBeLessThan(20);
  expect(ofFunction).toBeNull();
});

it('is not looked for where a tensor is right', () => {
  const { first, asked } = found([false, true]);
  expect(first).toBeNull();
  expect(asked).toBe(0);
});
