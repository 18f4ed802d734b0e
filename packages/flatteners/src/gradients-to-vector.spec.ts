import { InputError } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { dictionaryToVector } from './dictionary-to-vector.ts';
import { gradientsToVector } from './gradients-to-vector.ts';
import type { ParameterTree } from './parameter-tree.ts';

const parameters = { W1: [[0, 0], [0, 0]], b1: [[0], [0]] }; // prettier-ignore
const { layout } = dictionaryToVector(parameters);
const expected = Float64Array.of(1, 2, 3, 4, 5, 6);

describe('gradientsToVector', () => {
  it.each<[string, ParameterTree]>([
    ['under the names of their parameters', { W1: [[1, 2], [3, 4]], b1: [[5], [6]] }],
    ['under the exercise’s names', { dW1: [[1, 2], [3, 4]], db1: [[5], [6]] }],
    ['in another order, with others between', { dA1: [9], db1: [[5], [6]], dZ1: 'x'.length, dW1: [[1, 2], [3, 4]] }],
    ['with a bias of shape [n] for [n, 1]', { dW1: [[1, 2], [3, 4]], db1: [5, 6] }],
    ['as flat typed arrays', { dW1: Float64Array.of(1, 2, 3, 4), db1: Float32Array.of(5, 6) }],
    ['as tensors', { W1: { shape: [2, 2], data: Float64Array.of(1, 2, 3, 4) }, db1: [5, 6] }],
  ])('finds gradients %s', (_how, gradients) => {
    expect(gradientsToVector(gradients, layout)).toEqual(expected);
  }); // prettier-ignore

  it('takes dW1 for W1 in nested records, and a bare array for the only parameter', () => {
    const nested = dictionaryToVector({ encoder: { W1: 0 }, 'x.y': 0 }).layout;
    expect(gradientsToVector({ encoder: { dW1: 1 }, 'x.dy': 2 }, nested)).toEqual(Float64Array.of(1, 2));
    expect(gradientsToVector([3, 4], dictionaryToVector([0, 0]).layout)).toEqual(Float64Array.of(3, 4));
    expect(gradientsToVector(5, dictionaryToVector({ W: 0 }).layout)).toEqual(Float64Array.of(5));
  });

  it('does not take a parameter called dW for the gradient of W', () => {
    const both = dictionaryToVector({ W: 0, dW: 0 }).layout;
    expect(gradientsToVector({ W: 1, dW: 2 }, both)).toEqual(Float64Array.of(1, 2));
  });

  it('keeps NaN and Infinity, so that the check sees them', () => {
    expect(gradientsToVector({ dW1: [[NaN, 2], [3, Infinity]], db1: [5, 6] }, layout)).toEqual(
      Float64Array.of(NaN, 2, 3, Infinity, 5, 6),
    ); // prettier-ignore
  });

  it('names a gradient that is missing, and those that are there', () => {
    const missing = () => gradientsToVector({ dW1: parameters.W1, dZ1: [1] }, layout);
    expect(missing).toThrow(InputError);
    expect(missing).toThrow(
      'The gradient of b1 is missing: neither db1 nor b1 is there (there are: dW1, dZ1).',
    );
  });

  it.each<[ParameterTree, readonly number[]]>([
    [[[1, 2, 3], [4, 5, 6]], [2, 3]],
    [[1, 2, 3, 4], [4]],
    [Float64Array.of(1, 2, 3), [3]],
    [1, []],
  ])('refuses %j for W1 of shape 2×2, with both shapes', (dW1, actual) => {
    expect(() => gradientsToVector({ dW1, db1: [5, 6] }, layout)).toThrow(
      expect.objectContaining({ name: 'ShapeError', tensor: 'dW1', expected: [2, 2], actual }),
    );
  }); // prettier-ignore

  it.each<[unknown, string]>([
    [{ rows: [1, 2] }, 'dW1 is not an array of numbers'],
    ['1, 2, 3, 4', 'dW1 is a string'],
    [
      [
        [1, undefined],
        [3, 4],
      ],
      'dW1.0.1 is undefined',
    ],
    [[[1, 2], Object.assign([3], { 2: 4 })], 'dW1.1.1 is undefined'],
    [[[1, 2], [3]], 'dW1 is not an array of numbers'],
    [Int32Array.of(1, 2, 3, 4), 'dW1 is a Int32Array'],
    [{ shape: [2, 2], data: new Float64Array(3) }, 'dW1 has 3 numbers, but its shape is 2×2'],
  ])('refuses %j', (dW1, message) => {
    const gradients = { dW1, db1: [5, 6] } as ParameterTree;
    expect(() => gradientsToVector(gradients, layout)).toThrow(message);
  });
});
