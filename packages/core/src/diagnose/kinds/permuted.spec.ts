import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numerics/random.ts';
import { diagnose } from '../diagnose.ts';
import { forEachInSlices, slicesAlong, wideAxes } from '../evidence/slices.ts';
import { seeds, suspect, withEntries } from '../planted-tensor.fixture.ts';
import { permuted } from './permuted.ts';

describe('permuted', () => {
  it('finds slices in another order, along any axis', () => {
    fc.assert(
      fc.property(withEntries(2), seeds, fc.nat(), (shape, seed, pick) => {
        const axes = wideAxes(shape);
        const slices = slicesAlong(shape, axes[pick % axes.length]!);
        const random = createRandom(seed);
        const keys = Array.from({ length: slices.length }, random);
        const shuffled = keys.map((_, i) => i).sort((a, b) => keys[a]! - keys[b]!);
        const order = shuffled.every((from, at) => from === at) ? shuffled.toReversed() : shuffled;
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
