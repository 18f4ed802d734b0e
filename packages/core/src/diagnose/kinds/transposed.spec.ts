import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { axisOrders, transposedPlaces } from '../evidence/axis-orders.ts';
import { wideAxes } from '../evidence/slices.ts';
import { seeds, suspect, withEntries } from '../planted-tensor.fixture.ts';

describe('transposed', () => {
  it('finds any order of the axes, read forwards and backwards', () => {
    const many = withEntries(4).filter((shape) => wideAxes(shape).length >= 2);
    fc.assert(
      fc.property(many, seeds, fc.nat(), fc.boolean(), (shape, seed, pick, isBackwards) => {
        const orders = axisOrders(shape);
        const places = transposedPlaces(shape, orders[pick % orders.length]!);
        const diagnosis = diagnose(
          suspect(shape, seed, (right) => {
            if (!isBackwards) return right.map((_, k) => right[places[k]!]!);
            const moved = new Float64Array(right.length);
            places.forEach((place, k) => (moved[place] = right[k]!));
            return moved;
          }),
        );
        expect(diagnosis.kind).toBe('transposed');
        const axes = diagnosis.kind === 'transposed' ? diagnosis.axes : [];
        if (!isBackwards) expect(axes).toEqual(orders[pick % orders.length]);
      }),
    );
  });

  it('tells the order of the axes from its inverse', () => {
    const places = transposedPlaces([3, 3, 3], [2, 0, 1]);
    const tensor = suspect([3, 3, 3], 4, (right) => right.map((_, k) => right[places[k]!]!));
    expect(diagnose(tensor)).toMatchObject({ kind: 'transposed', axes: [2, 0, 1] });
  });

  it.each([
    [[3, 3], [1, 0], 'is the transpose of the numerical gradient: a transpose is missing'],
    [[3, 4], [1, 0], 'in the order of its transpose: it is reshaped'],
    [[3, 3, 3], [2, 1, 0], 'is the transpose (axes 2, 1, 0) of the numerical gradient'],
    [[3, 4, 3], [2, 1, 0], 'is the transpose (axes 2, 1, 0) of the numerical gradient'],
    [[3, 4, 2], [2, 1, 0], 'in the order of its transpose (axes 2, 1, 0): it is reshaped'],
  ])('tells a transpose from a reshape: %j by %j', (shape, axes, words) => {
    const places = transposedPlaces(shape, axes);
    const tensor = suspect(shape, 4, (right) => right.map((_, k) => right[places[k]!]!));
    expect(diagnose(tensor).message).toContain(words);
  });
});
