import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { findingsOfPoint } from './findings-of-point.ts';

/** What is found of a point whose only tensor has this shape. */
const kindsOf = (shape: readonly number[], ...theta: readonly number[]) =>
  findingsOfPoint(layoutOf([{ name: 'W', shape }]), Float64Array.from(theta)).map(({ kind }) => kind);

describe('a point is unsuitable', () => {
  it('where every parameter is 0, unless there is a single one', () => {
    expect(kindsOf([2], 0, 0)).toEqual(['all-zero']);
    expect(kindsOf([2, 2], 0, 0, 0, 0)).toEqual(['all-zero']); // its rows are the same, too: said once
    expect(kindsOf([2], 0, 1)).toEqual([]);
    expect(kindsOf([1], 0)).toEqual([]);
  });

  it('where all rows of a matrix are the same', () => {
    expect(kindsOf([2, 2], 1, 2, 1, 2)).toEqual(['symmetric']);
    expect(kindsOf([3, 2], 1, 2, 1, 2, 1, 2)).toEqual(['symmetric']);
    expect(kindsOf([3, 2], 1, 2, 1, 2, 1, 3)).toEqual([]);
    expect(kindsOf([2, 2], 1, 1, 2, 2)).toEqual([]); // columns
  });

  it('not where a row, a column or a vector has equal entries', () => {
    expect(kindsOf([1, 3], 1, 1, 1)).toEqual([]);
    expect(kindsOf([3, 1], 1, 1, 1)).toEqual([]);
    expect(kindsOf([4], 1, 1, 1, 1)).toEqual([]);
    expect(kindsOf([2, 1, 2], 1, 2, 1, 2)).toEqual([]);
  });
});
