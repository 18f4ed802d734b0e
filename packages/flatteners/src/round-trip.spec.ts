import fc from 'fast-check';
import { InputError, ShapeError } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { coordinateIndex, coordinateName } from './coordinates.ts';
import { dictionaryToVector } from './dictionary-to-vector.ts';
import { gradientsToVector } from './gradients-to-vector.ts';
import type { ParameterTree } from './parameter-tree.ts';
import { vectorToDictionary } from './vector-to-dictionary.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const matrix = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(finite, { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );
const leaf: fc.Arbitrary<ParameterTree> = fc.oneof(
  finite,
  fc.array(finite, { minLength: 1, maxLength: 5 }),
  matrix,
  fc.float64Array({ minLength: 1, maxLength: 5, noNaN: true, noDefaultInfinity: true }),
  fc.float32Array({ minLength: 1, maxLength: 5, noNaN: true, noDefaultInfinity: true }),
  matrix.map((rows) => ({
    shape: [rows.length, rows[0]!.length],
    data: Float64Array.from(rows.flat()),
  })),
  matrix.map((rows) => ({
    shape: [rows.length, rows[0]!.length],
    data: Float32Array.from(rows.flat().map((value) => value % 1)),
  })),
);
const name = fc.stringMatching(/^[A-Z][a-z]{0,3}\d?$/);
const tree = fc.dictionary(
  name,
  fc.oneof(leaf, fc.dictionary(name, leaf, { minKeys: 1, maxKeys: 3, noNullPrototype: true })),
  { minKeys: 1, maxKeys: 4, noNullPrototype: true },
) as fc.Arbitrary<ParameterTree>;

describe('parameters and their vector', () => {
  it('a tree comes back in its own form', () => {
    fc.assert(
      fc.property(tree, (parameters) => {
        const { theta, layout } = dictionaryToVector(parameters);
        expect(vectorToDictionary(theta, layout)).toEqual(parameters);
      }),
    );
  });

  it('a vector comes back, and shares no memory with the tree', () => {
    fc.assert(
      fc.property(tree, (parameters) => {
        const { theta, layout } = dictionaryToVector(parameters);
        const grown = vectorToDictionary(theta, layout);
        const before = Float64Array.from(theta);
        theta.fill(7);
        expect(dictionaryToVector(grown).theta).toEqual(before);
      }),
    );
  });

  it('a gradient of the same form lies as its parameters do', () => {
    fc.assert(
      fc.property(tree, (parameters) => {
        const { theta, layout } = dictionaryToVector(parameters);
        expect(gradientsToVector(parameters, layout)).toEqual(theta);
      }),
    );
  });

  it('every coordinate has one name, and every name its coordinate', () => {
    fc.assert(
      fc.property(tree, (parameters) => {
        const { layout } = dictionaryToVector(parameters);
        const names = Array.from({ length: layout.size }, (_, i) => coordinateName(layout, i));
        expect(new Set(names).size).toBe(layout.size);
        expect(names.map((name) => coordinateIndex(layout, name))).toEqual(names.map((_, i) => i));
      }),
    );
  });

  it('flattens row-major, in declared order', () => {
    const { theta, layout } = dictionaryToVector({ W1: [[1, 2], [3, 4]], b1: [[5], [6]], scale: 7 }); // prettier-ignore
    expect([...theta]).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect([coordinateName(layout, 2), coordinateName(layout, 5), coordinateName(layout, 6)]).toEqual([
      'W1[1,0]',
      'b1[1,0]',
      'scale',
    ]);
  });

  it('finds gradients under the exercise’s names, and leaves out what belongs to no parameter', () => {
    const { layout } = dictionaryToVector({ W1: [[1, 2]], b1: 3 });
    expect([...gradientsToVector({ dZ1: [9], dW1: [[4, NaN]], db1: 5 }, layout)]).toEqual([4, NaN, 5]);
  });
});

describe('what cannot be flattened', () => {
  const { layout } = dictionaryToVector({ W1: [[1, 2, 3]], b1: 4 });
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;

  it.each<[string, unknown]>([
    ['a string', { W1: 'big' }],
    ['null', { W1: null }],
    ['an Int32Array', { W1: new Int32Array(2) }],
    ['an empty array', { W1: [] }],
    ['a cycle', cycle],
    ['a key __proto__', JSON.parse('{"__proto__": 1}')],
    ['a Date', { W1: new Date(0) }],
  ])('refuses %s', (_what, parameters) => {
    expect(() => dictionaryToVector(parameters as ParameterTree)).toThrow(InputError);
  });

  it('refuses a gradient that is missing, naming it', () => {
    expect(() => gradientsToVector({ dW1: [[1, 2, 3]] }, layout)).toThrow(/gradient of b1 is missing/);
  });

  it('refuses a gradient of another shape, with both shapes', () => {
    const flatten = () => gradientsToVector({ dW1: [[1], [2], [3]], db1: 4 }, layout);
    expect(flatten).toThrow(ShapeError);
    expect(flatten).toThrow(/dW1 has shape 3×1, but W1 is 1×3/);
  });

  it('refuses a vector of another length', () => {
    expect(() => vectorToDictionary(new Float64Array(3), dictionaryToVector({ a: [1, 2] }).layout)).toThrow(
      ShapeError,
    );
  });

  it.each(['W9[0,0]', 'W1[0,3]', 'W1[0]', 'b1[0]'])('knows no coordinate %s', (missing) => {
    expect(() => coordinateIndex(layout, missing)).toThrow(InputError);
  });

  it.each([-1, 4, 0.5, NaN])('knows no coordinate %d', (missing) => {
    expect(() => coordinateName(layout, missing)).toThrow(InputError);
  });
});
