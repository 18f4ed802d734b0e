import { describe, expect, it } from 'vitest';
import { axisOrders, transposedPlaces } from './axis-orders.ts';

describe('axis-orders', () => {
  it('transposes a matrix as NumPy does', () => {
    expect([...transposedPlaces([2, 3], [1, 0])]).toEqual([0, 3, 1, 4, 2, 5]);
    expect([...transposedPlaces([2, 3, 2], [2, 0, 1])]).toEqual([0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11]);
  });

  it('gives every order but the one it has, of at most five axes longer than 1', () => {
    expect(axisOrders([2, 1, 3])).toEqual([[2, 1, 0]]);
    expect(axisOrders([2, 2, 2, 2, 2])).toHaveLength(119);
    expect(axisOrders([2, 2, 2, 2, 2, 2])).toEqual([]);
    expect(axisOrders([1, 7])).toEqual([]);
  });
});
