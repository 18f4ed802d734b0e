import fc from 'fast-check';
import { InputError } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { coordinateIndex, coordinateName, multiIndex, slotAt } from './coordinates.ts';
import { layoutOf } from './layout-of.ts';

const dimension = fc.integer({ min: 1, max: 4 });
const layouts = fc
  .array(fc.array(dimension, { maxLength: 3 }), { minLength: 1, maxLength: 6 })
  .map((shapes) => layoutOf(shapes.map((shape, i) => ({ name: `layer.${i}.W`, shape }))));

const layout = layoutOf([
  { name: 'W1', shape: [2, 3] },
  { name: 'scale', shape: [] },
  { name: 'b1', shape: [2, 1] },
]);

describe('coordinateName and coordinateIndex', () => {
  it('name every coordinate of any layout, each by its own name, and lead back', () => {
    fc.assert(
      fc.property(layouts, (anyLayout) => {
        const coordinates = Array.from({ length: anyLayout.size }, (_, i) => i);
        const names = coordinates.map((i) => coordinateName(anyLayout, i));
        expect(new Set(names).size).toBe(anyLayout.size);
        expect(names.map((name) => coordinateIndex(anyLayout, name))).toEqual(coordinates);
      }),
    );
  });

  it('write row and column, and a scalar by its tensor alone', () => {
    expect([0, 5, 6, 8].map((i) => coordinateName(layout, i))).toEqual([
      'W1[0,0]',
      'W1[1,2]',
      'scale',
      'b1[1,0]',
    ]);
  });

  it.each([
    ['W9[0,0]', 'Unknown tensor W9; the tensors are W1, scale, b1.'],
    ['W1[2,0]', 'W1[2,0] is outside W1, which has shape 2×3.'],
    ['W1[0,3]', 'W1[0,3] is outside W1'],
    ['W1[0]', 'W1[0] is outside W1'],
    ['W1', 'W1 is outside W1'],
    ['scale[0]', 'scale[0] is outside scale, which has shape scalar.'],
    ['W1[-1,0]', 'Unknown tensor W1[-1,0]'],
    ['', 'Unknown tensor ;'],
  ])('refuse %j', (name, message) => {
    const find = () => coordinateIndex(layout, name);
    expect(find).toThrow(InputError);
    expect(find).toThrow(message);
  });
});

describe('multiIndex', () => {
  it('counts row-major: the last index runs fastest', () => {
    const indices = Array.from({ length: 6 }, (_, within) => multiIndex([2, 3], within));
    expect(indices).toEqual([[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2]]); // prettier-ignore
    expect(multiIndex([2, 3, 4], 23)).toEqual([1, 2, 3]);
    expect(multiIndex([], 0)).toEqual([]);
  });
});

describe('slotAt', () => {
  it('finds the tensor that a linear search finds', () => {
    fc.assert(
      fc.property(layouts, fc.nat(), (anyLayout, n) => {
        const coordinate = n % anyLayout.size;
        const holds = ({ offset, size }: { offset: number; size: number }) =>
          offset <= coordinate && coordinate < offset + size;
        expect(slotAt(anyLayout, coordinate)).toBe(anyLayout.tensors.find(holds));
      }),
    );
  });

  it.each([-1, 9, 0.5, NaN, Infinity])('refuses coordinate %d of a vector of 9', (coordinate) => {
    expect(() => slotAt(layout, coordinate)).toThrow(`Unknown coordinate ${coordinate}: the vector has 9.`);
  });
});

describe('layoutOf', () => {
  it('lays the tensors end to end, in the order given', () => {
    expect(layout.tensors.map(({ name, offset, size }) => [name, offset, size])).toEqual([
      ['W1', 0, 6],
      ['scale', 6, 1],
      ['b1', 7, 2],
    ]);
    expect(layout.size).toBe(9);
  });

  it.each([
    [[{ name: 'W1', shape: [1] }, { name: 'W1', shape: [2] }], 'Two tensors are called W1'],
    [[{ name: 'W1', shape: [0, 3] }], 'it holds no numbers'],
    [[{ name: 'W1', shape: [1.5] }], 'an integer of at least 0'],
  ])('refuses %j', (tensors, message) => {
    expect(() => layoutOf(tensors)).toThrow(message);
  }); // prettier-ignore
});
