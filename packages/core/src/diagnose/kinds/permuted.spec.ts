import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numerics/random.ts';
import { diagnose } from '../diagnose.ts';
import { forEachInSlices, slicesAlong, wideAxes } from '../evidence/slices.ts';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { seeds, suspect, withEntries } from '../planted-tensor.fixture.ts';
import { permuted } from './permuted.ts';

const rolled = (order: readonly number[]) => [...order.slice(1), order[0]!];

describe('permuted', () => {
  it('finds slices in another order, along any axis', () => {
    fc.assert(
      fc.property(withEntries(2), seeds, fc.nat(), (shape, seed, pick) => {
        const axes = wideAxes(shape);
        const slices = slicesAlong(shape, axes[pick % axes.length]!);
        const random = createRandom(seed);
        const keys = Array.from({ length: slices.length }, random);
        const shuffled = keys.map((_, i) => i).sort((a, b) => keys[a]! - keys[b]!);
        const order = shuffled.every((from, at) => from === at) ? rolled(shuffled) : shuffled;
        fc.pre(order.length < 3 || order.some((from, at) => from !== order.length - 1 - at)); // flipped
        const diagnosis = diagnose(
          suspect(shape, seed, (right) => {
            const moved = new Float64Array(right.length);
            forEachInSlices(slices, (place, slice) => {
              moved[place] = right[place + (order[slice]! - slice) * slices.inner]!;
            });
            return moved;
          }),
        );
        expect(diagnosis).toMatchObject({
          kind: 'permuted',
          axis: slices.axis,
          moved: order.filter((from, at) => from !== at).length,
          slices: order.flatMap((from, at) => (from === at ? [] : [{ at, from }])).slice(0, 10),
        });
      }),
    );
  });

  it('lists the first ten that moved', () => {
    const reversed = permuted.explain(suspect([12], 3, (right) => right.toReversed()))!;
    expect(reversed.message).toContain('entries are in reverse order');
    expect(reversed.moved).toBe(12);
    expect(reversed.slices).toEqual(Array.from({ length: 10 }, (_, at) => ({ at, from: 11 - at })));
  });
});

describe('what an order is called', () => {
  /** Rows of three in this order. */
  const messageOf = (...order: readonly number[]) =>
    permuted.explain(suspect([order.length, 3], 3, (right) => right.map((_, at) => right[3 * order[Math.floor(at / 3)]! + (at % 3)]!)))!.message; // prettier-ignore

  it.each<readonly [readonly number[], string]>([
    [[0, 3, 2, 1, 4], 'rows 1 and 3 are swapped'],
    [[4, 3, 2, 1, 0], 'rows are in reverse order'],
    [[1, 2, 3, 4, 0], 'rows are rolled by 1: an index is off by one'],
    [[4, 0, 1, 2, 3], 'rows are rolled by 1: an index is off by one'],
    [[2, 3, 4, 0, 1], 'rows are rolled by 2'],
    [[3, 4, 0, 1, 2], 'rows are rolled by 2'],
    [[0, 2, 3, 1, 4], 'rows are in another order (3 of 5 moved)'],
    [[1, 2, 0, 4, 3], 'rows are in another order (5 of 5 moved)'],
  ])('%j', (order, words) => {
    expect(messageOf(...order)).toBe(`dW1 is the numerical gradient, but its ${words}`);
  });
});

/** Rows of a numerical gradient, in another order. */
const ofRows = (rows: readonly (readonly number[])[], order: readonly number[]) => {
  const grad = Float64Array.from(order.flatMap((from) => rows[from]!));
  const planted = suspect([rows.length, rows[0]!.length], 3, (right) => right);
  const given = { grad, gradapprox: Float64Array.from(rows.flat()), error: 1e-9 };
  return permuted.explain(suspectTensor({ ...planted, ...given }));
};

it('slices at their place stay there, though others are nearly the same', () => {
  const rows = [[1 + 1e-12, 2], [1, 2], [3, 4], [7, 5]]; // prettier-ignore
  const planted = ofRows(rows, [0, 1, 3, 2]);
  expect(planted).toMatchObject({ moved: 2, slices: [{ at: 2, from: 3 }, { at: 3, from: 2 }] }); // prettier-ignore
  const swapped = Float64Array.of(1, 2, 1 + 1e-12, 2, 7, 5, 3, 4); // of the first two only the rounding is swapped
  const tensor = { ...suspect([4, 2], 3, (right) => right), gradapprox: Float64Array.from(rows.flat()) };
  expect(permuted.explain(suspectTensor({ ...tensor, grad: swapped, error: 1e-9 }))).toMatchObject({ moved: 2 }); // prettier-ignore
});

it('slices with zeros are found as others are', () => {
  const rows = [[1, 0, 2], [0, 0, 3], [4, 0, 0], [5, 0, 6]]; // prettier-ignore
  expect(ofRows(rows, [2, 0, 1, 3])).toMatchObject({ axis: 0, moved: 3 });
});
